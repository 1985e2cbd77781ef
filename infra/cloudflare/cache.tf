# The last rule that fits decides. What is here agrees with what the app says itself (lib/http/caching.ts): a rule that said
# more would keep one person's page for another.
resource "cloudflare_ruleset" "cache" {
  zone_id = var.zone_id
  name    = "MaestroHub: what is kept"
  kind    = "zone"
  phase   = "http_request_cache_settings"

  rules = [
    {
      # Edge cache 1 day: drawings, icons and the like are the same for everybody and change with a release at most.
      ref         = "public_files"
      description = "Public files: a day at the edge, four hours in the browser"
      expression  = "(http.request.uri.path.extension in {\"svg\" \"png\" \"jpg\" \"webp\" \"avif\" \"ico\" \"woff2\" \"webmanifest\" \"txt\"} and not starts_with(http.request.uri.path, \"/api/\"))"
      action      = "set_cache_settings"
      action_parameters = {
        cache = true
        # What says no-store of itself is not kept, whatever its name ends in.
        edge_ttl    = { mode = "respect_origin" }
        browser_ttl = { mode = "respect_origin" }
        # /account/x.css must not be kept as a style sheet when it answers with an account.
        cache_key = { cache_deception_armor = true }
      }
    },
    {
      # A month: these names change with their content, so an old one is never wrong. /static/ is there for files of our own.
      ref         = "static_files"
      description = "/static/* and the build's own files: a month"
      expression  = "(starts_with(http.request.uri.path, \"/static/\") or starts_with(http.request.uri.path, \"/_next/static/\"))"
      action      = "set_cache_settings"
      action_parameters = {
        cache = true
        edge_ttl = {
          mode    = "override_origin"
          default = 2592000
          # A file of the next release, asked for too early, must not stay away for a month.
          status_code_ttl = [{ status_code_range = { from = 400, to = 599 }, value = 0 }]
        }
        browser_ttl = { mode = "respect_origin" }
      }
    },
    {
      # Answers are about one person, or old after a second.
      ref               = "api"
      description       = "/api/* is never kept"
      expression        = "(starts_with(http.request.uri.path, \"/api/\"))"
      action            = "set_cache_settings"
      action_parameters = { cache = false }
    },
    {
      # Belt and braces: whoever is signed in gets nothing out of a shared cache but files that belong to nobody.
      ref               = "signed_in"
      description       = "Pages of whoever is signed in are never kept"
      expression        = "(http.cookie contains \"maestrohub.\" and not starts_with(http.request.uri.path, \"/_next/static/\") and not starts_with(http.request.uri.path, \"/static/\"))"
      action            = "set_cache_settings"
      action_parameters = { cache = false }
    },
  ]
}
