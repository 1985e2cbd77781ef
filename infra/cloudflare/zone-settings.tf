# Auto Minify is not here: Cloudflare retired it in August 2024, and the build minifies what it ships.

locals {
  zone_settings = {
    # Full (strict): the way from Cloudflare to us is encrypted and our certificate is checked; "flexible" would send passwords in the clear.
    ssl = "strict"
    # Always HTTPS: whoever types the bare name is led to https before anything of ours is asked.
    always_use_https = "on"
    # A link that says http:// by mistake is not a warning in the browser's corner.
    automatic_https_rewrites = "on"
    # Older TLS can be broken; every browser that runs our pages knows 1.2.
    min_tls_version = "1.2"
    # One round trip less before the first byte.
    tls_1_3 = "on"
    # Brotli: pages and scripts are about a fifth smaller than with gzip.
    brotli = "on"
    # Browser cache 4 h: for what may be cached and says nothing longer; a replaced portrait is seen the same day.
    browser_cache_ttl = 14400
    # Bots that announce themselves with broken headers cost us nothing.
    browser_check = "on"
    # A change here is seen at once and not after development mode was forgotten.
    development_mode = "off"
    # The page carries a nonce for each script: what rewrites scripts would break them.
    rocket_loader = "off"
    # A mail address on a page stays what it is: rewriting it would add a script without our nonce.
    email_obfuscation = "off"
  }
}

resource "cloudflare_zone_setting" "all" {
  for_each   = local.zone_settings
  zone_id    = var.zone_id
  setting_id = each.key
  value      = each.value
}

# Bot Fight Mode: known bad bots are made to work. No script of it is put into our pages, whose policy would refuse it.
resource "cloudflare_bot_management" "zone" {
  zone_id    = var.zone_id
  fight_mode = true
  enable_js  = false
}

# "CF-Timezone" tells us the visitor's likely zone before the browser has said it (lib/http/viewer.ts).
resource "cloudflare_managed_transforms" "zone" {
  zone_id = var.zone_id
  managed_request_headers = [
    { id = "add_visitor_location_headers", enabled = true },
  ]
  managed_response_headers = [
    # What software answers is nobody's business.
    { id = "remove_x-powered-by_header", enabled = true },
  ]
}
