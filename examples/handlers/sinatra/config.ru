# Vonage signed webhooks with Sinatra. Run: bundle install; then, with VONAGE_SIGNATURE_SECRET set:
# bundle exec puma -b tcp://127.0.0.1:8080
require_relative "app"
require_relative "signed_webhooks"

secret = ENV.fetch("VONAGE_SIGNATURE_SECRET", "")
abort "VONAGE_SIGNATURE_SECRET is not set: it is the signature secret in the Dashboard's settings" if secret.empty?

# Here, not in the application: Sinatra's own middleware would parse the body first.
use SignedWebhooks, secret: secret, api_key: ENV["VONAGE_API_KEY"], application: ENV["VONAGE_APPLICATION_ID"]
run App
