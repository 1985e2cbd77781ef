terraform {
  required_version = ">= 1.5"
  required_providers {
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "~> 5.8"
    }
  }
}

# The token is read from CLOUDFLARE_API_TOKEN. It needs, for this zone: Zone Settings, Cache Rules, Zone WAF, Bot Management
# and Transform Rules to edit; for the account: Account Filter Lists to edit.
provider "cloudflare" {}
