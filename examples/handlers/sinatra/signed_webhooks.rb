require "base64"
require "digest"
require "json"
require "jwt"
require "openssl"
require "stringio"
require "uri"

# Rack middleware: passes on only webhooks that Vonage signed, and each of them once.
class SignedWebhooks
  MAX_AGE = 300
  MAX_SKEW = 60
  MAX_BODY = 1 << 20
  MAX_HEADER = 16 << 10
  MAX_REPLAYS = 100_000
  # A server joins two headers with a comma, which does not match.
  BEARER = /\ABearer (([\w-]+)\.([\w-]+)\.[\w-]{43})\z/i

  # JSON with a duplicate member is rejected: two readers of the token could disagree about its value.
  class UniqueMembers < Hash
    def []=(name, value)
      raise JSON::ParserError, "duplicate member" if key?(name)

      super
    end
  end

  def initialize(app, secret:, api_key: nil, application: nil)
    raise ArgumentError, "the signature secret is empty" if secret.to_s.empty?

    @app = app
    @secret = secret
    @expected = { "iss" => "Vonage", "api_key" => api_key, "application_id" => application }.compact
    # Tokens that are being handled or were handled. Several processes need a shared store.
    @replays = {}
    @lock = Mutex.new
  end

  def call(env)
    method = env["REQUEST_METHOD"]
    return [405, {}, []] unless %w[GET POST].include?(method)

    body = env["rack.input"]&.read(MAX_BODY + 1) || ""
    return [413, {}, []] if body.bytesize > MAX_BODY
    # Vonage can fail to sign a webhook. After a 503 it sends the webhook again, signed.
    return [503, {}, []] unless env.key?("HTTP_AUTHORIZATION")

    payload = method == "GET" ? query_json(env["QUERY_STRING"]) : body
    token = verify(env["HTTP_AUTHORIZATION"], payload) if payload && (method == "POST" || body.empty?)
    return [401, { "WWW-Authenticate" => "Bearer" }, []] unless token

    env["rack.input"] = StringIO.new(body)
    once("#{method} #{token}") { @app.call(env) }
  end

  private

  # Returns a name for the token, the same for each copy of it, or nil.
  def verify(header, payload)
    return if header.bytesize > MAX_HEADER || !(parts = BEARER.match(header))

    # The times are checked below: jwt neither requires `iat` nor rejects one that is text.
    JWT.decode(parts[1], @secret, true, algorithm: "HS256", verify_expiration: false, verify_not_before: false)
    protected, claims = parts[2..3].map do |text|
      JSON.parse(Base64.urlsafe_decode64(text).force_encoding("UTF-8"), object_class: UniqueMembers)
    end
    now = Time.now.to_i
    genuine = protected["alg"] == "HS256" && # jwt also takes "hs256"
      !protected.key?("crit") && !protected.key?("b64") && # extensions that jwt ignores
      @expected.all? { |name, value| claims[name] == value } &&
      between?(claims.fetch("iat"), now - MAX_AGE, now + MAX_SKEW) &&
      between?(claims.fetch("exp", now), now - MAX_SKEW, nil) &&
      between?(claims.fetch("nbf", now), nil, now + MAX_SKEW) &&
      OpenSSL.secure_compare(claims.fetch("payload_hash").to_s, Digest::SHA256.hexdigest(payload))
    # Without the signature: the last character of its text has unused bits.
    Digest::SHA256.hexdigest("#{parts[2]}.#{parts[3]}") if genuine
  rescue JWT::DecodeError, JSON::JSONError, ArgumentError, KeyError, NoMethodError, TypeError
    nil
  end

  def between?(seconds, low, high)
    seconds.is_a?(Integer) && (low..high).cover?(seconds)
  end

  # What Vonage signs of a GET: the parameters in order, as one compact JSON object.
  def query_json(query)
    parameters = UniqueMembers.new
    query.split("&").reject(&:empty?).each do |pair|
      name, value = pair.split("=", 2).map { |text| URI.decode_www_form_component(text) }
      parameters[name.to_s] = value.to_s
    end
    JSON.generate(parameters)
  rescue JSON::JSONError, ArgumentError
    nil
  end

  def once(token)
    refused = @lock.synchronize { hold(token) }
    return [refused, {}, []] if refused

    response = yield
    done = (200..299).cover?(response[0])
    response
  ensure
    # After a failure, so that Vonage's retry is no replay.
    @lock.synchronize { @replays.delete(token) } unless refused || done
  end

  def hold(token)
    return 409 if @replays.key?(token)

    now = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    @replays.shift while @replays.any? && @replays.first[1] < now
    return 503 if @replays.size >= MAX_REPLAYS

    @replays[token] = now + MAX_AGE + 2 * MAX_SKEW
    nil
  end
end
