# Allow list: an office or a monitor is not challenged by mistake. Each entry carries its reason.
resource "cloudflare_list" "allowed" {
  account_id  = var.account_id
  name        = "maestrohub_allowed"
  kind        = "ip"
  description = "Whom no rule of ours holds up"
}

resource "cloudflare_list_item" "allowed" {
  for_each   = var.allowed_addresses
  account_id = var.account_id
  list_id    = cloudflare_list.allowed.id
  ip         = each.key
  comment    = each.value
}

# Block list: what attacked us yesterday gets nothing today. Each entry carries its reason.
resource "cloudflare_list" "blocked" {
  account_id  = var.account_id
  name        = "maestrohub_blocked"
  kind        = "ip"
  description = "Who gets nothing"
}

resource "cloudflare_list_item" "blocked" {
  for_each   = var.blocked_addresses
  account_id = var.account_id
  list_id    = cloudflare_list.blocked.id
  ip         = each.key
  comment    = each.value
}

resource "cloudflare_ruleset" "firewall" {
  zone_id = var.zone_id
  name    = "MaestroHub: who comes in"
  kind    = "zone"
  phase   = "http_request_firewall_custom"

  rules = [
    {
      # The allow list comes first, so that nothing below holds it up.
      ref         = "allow_list"
      description = "The allow list passes"
      expression  = "(ip.src in $maestrohub_allowed)"
      action      = "skip"
      action_parameters = {
        ruleset = "current"
        phases  = ["http_ratelimit", "http_request_firewall_managed"]
      }
      logging = { enabled = true }
    },
    {
      ref         = "block_list"
      description = "The block list gets nothing"
      expression  = "(ip.src in $maestrohub_blocked)"
      action      = "block"
    },
    {
      # Stripe and Resend call us from machines that look like bots; their signature is checked by us (raw body, HMAC).
      ref         = "signed_webhooks"
      description = "Signed webhooks are not taken for bots"
      expression  = "(http.request.method eq \"POST\" and http.request.uri.path in {\"/api/stripe/webhook\" \"/api/resend/webhook\"})"
      action      = "skip"
      action_parameters = {
        phases   = ["http_ratelimit", "http_request_firewall_managed"]
        products = ["bic", "securityLevel", "uaBlock"]
      }
      logging = { enabled = false }
    },
    {
      # Nobody who looks for these is a guest, and none of it exists here.
      ref         = "probes_for_leaks"
      description = "Searches for forgotten files end here"
      expression  = "(starts_with(http.request.uri.path, \"/.git\") or starts_with(http.request.uri.path, \"/.env\") or http.request.uri.path contains \"/wp-\" or ends_with(http.request.uri.path, \".php\"))"
      action      = "block"
    },
  ]

  # The expressions name the lists, and the lists must be there first.
  depends_on = [cloudflare_list.allowed, cloudflare_list.blocked]
}

# WAF: Cloudflare's own rules against known attacks, kept up to date by them. The free plan brings the small set by itself.
resource "cloudflare_ruleset" "managed_firewall" {
  count   = var.plan == "free" ? 0 : 1
  zone_id = var.zone_id
  name    = "MaestroHub: known attacks"
  kind    = "zone"
  phase   = "http_request_firewall_managed"

  rules = [
    {
      ref               = "cloudflare_managed"
      description       = "Cloudflare Managed Ruleset"
      expression        = "true"
      action            = "execute"
      action_parameters = { id = "efb7b8c949ac4650a09736fc376e9aee" }
    },
    {
      # OWASP's core rules score what looks odd; a file in base64 looks odd, so uploads are left to our own checks.
      ref               = "owasp_core"
      description       = "OWASP Core Ruleset, except for uploads"
      expression        = "(not starts_with(http.request.uri.path, \"/api/images/\") and not starts_with(http.request.uri.path, \"/api/tutor/\") and not starts_with(http.request.uri.path, \"/api/users/\"))"
      action            = "execute"
      action_parameters = { id = "4814384a9e5d4991b9815dcfc25d2f1f" }
    },
  ]
}

# Rate limits before anything reaches us; our own (lib/rate-limits) count what this cannot see: accounts. The free plan has
# one rule with ten seconds, so there the whole API is one; the others also guard the doors that passwords are tried at.
resource "cloudflare_ruleset" "rate_limits" {
  zone_id = var.zone_id
  name    = "MaestroHub: how often"
  kind    = "zone"
  phase   = "http_ratelimit"

  rules = concat(
    var.plan == "free" ? [] : [
      {
        # Ten tries a minute are more than a person who forgot needs and fewer than a list of passwords is worth.
        ref         = "doors"
        description = "Sign-in, registration and passwords: 10 a minute"
        expression  = "(http.request.method eq \"POST\" and http.request.uri.path in {\"/api/account/sign-in\" \"/api/account/register\" \"/api/account/forgot-password\" \"/api/account/reset-password\" \"/api/account/two-factor/verify\"})"
        action      = "block"
        ratelimit = {
          characteristics     = ["ip.src", "cf.colo.id"]
          period              = 60
          requests_per_period = 10
          mitigation_timeout  = 60
        }
      },
    ],
    [
      {
        # A page asks for a handful of answers; 100 in ten seconds is a machine.
        ref         = "api"
        description = "/api/*: 100 in ten seconds"
        expression  = "(starts_with(http.request.uri.path, \"/api/\"))"
        action      = "block"
        ratelimit = {
          characteristics     = ["ip.src", "cf.colo.id"]
          period              = 10
          requests_per_period = 100
          mitigation_timeout  = 10
        }
      },
    ],
  )
}
