variable "zone_id" {
  description = "The zone of the domain: Cloudflare, Overview, API, Zone ID."
  type        = string
}

variable "account_id" {
  description = "The account that the zone is in: same place. Lists of addresses belong to the account."
  type        = string
}

variable "plan" {
  description = "free, pro or business. Decides how fine rate limits may be and which managed rules may run."
  type        = string
  default     = "free"
  validation {
    condition     = contains(["free", "pro", "business"], var.plan)
    error_message = "Say free, pro or business."
  }
}

variable "allowed_addresses" {
  description = "Addresses or CIDRs that no rule of ours holds up (the office, an uptime monitor), each with its reason."
  type        = map(string)
  default     = {}
}

variable "blocked_addresses" {
  description = "Addresses or CIDRs that get nothing, each with its reason."
  type        = map(string)
  default     = {}
}
