using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

/// <summary>Middleware that passes on only webhooks that Vonage signed, and each of them once.</summary>
sealed class SignedWebhooks
{
    public const int MaxBody = 1 << 20;
    const int MaxAge = 300, MaxSkew = 60, MaxHeader = 16 << 10, MaxReplays = 100_000;
    static readonly Regex Bearer = new(@"\A(?i:Bearer) (([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]{43})\z");
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    readonly TokenValidationParameters parameters;
    readonly Dictionary<string, string> expected;
    // Tokens that are being handled or were handled, and until when. Several processes need a shared store.
    readonly Dictionary<string, DateTimeOffset> replays = new();

    public SignedWebhooks(string secret, Dictionary<string, string> expected)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        // HMAC pads a short key with zeros itself, so the result is the same; the library wants 32 bytes.
        Array.Resize(ref key, Math.Max(32, key.Length));
        parameters = new TokenValidationParameters
        {
            IssuerSigningKey = new SymmetricSecurityKey(key),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            // The claims are checked below: the library neither requires `iat` nor looks at its age.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        };
        this.expected = expected;
    }

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        var (request, response) = (context.Request, context.Response);
        var get = HttpMethods.IsGet(request.Method);
        if (!get && !HttpMethods.IsPost(request.Method))
        {
            response.StatusCode = 405;
            return;
        }
        var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (BadHttpRequestException invalid)
        {
            response.StatusCode = invalid.StatusCode; // 413 for a body over the limit
            return;
        }
        var headers = request.Headers.Authorization;
        if (headers.Count == 0)
        {
            // Vonage can fail to sign a webhook. After a 503 it sends the webhook again, signed.
            response.StatusCode = 503;
            return;
        }
        var payload = !get ? body.ToArray() : body.Length == 0 ? QueryJson(request.QueryString.Value ?? "") : null;
        var token = payload == null ? null : await Verify(headers, payload);
        if (token == null)
        {
            response.Headers.WWWAuthenticate = "Bearer";
            response.StatusCode = 401;
            return;
        }
        token = $"{(get ? "GET" : "POST")} {token}";
        if (Begin(token) is { } refused)
        {
            response.StatusCode = refused;
            return;
        }
        var done = false;
        try
        {
            context.Items["payload"] = payload;
            await next(context);
            done = response.StatusCode is >= 200 and < 300;
        }
        finally
        {
            if (!done) // so that Vonage's retry is no replay
            {
                lock (replays) { replays.Remove(token); }
            }
        }
    }

    /// <summary>Returns a name for the token, the same for each copy of it, or null.</summary>
    async Task<string?> Verify(StringValues headers, byte[] payload)
    {
        var parts = Bearer.Match(headers[0] ?? "");
        if (headers.Count != 1 || headers[0]!.Length > MaxHeader || !parts.Success)
        {
            return null;
        }
        try
        {
            if (!(await new JsonWebTokenHandler().ValidateTokenAsync(parts.Groups[1].Value, parameters)).IsValid)
            {
                return null;
            }
            var header = Members(parts.Groups[2].Value);
            var claims = Members(parts.Groups[3].Value);
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            var hash = Convert.ToHexString(SHA256.HashData(payload)).ToLowerInvariant();
            // `crit` and `b64` are extensions that the library ignores.
            var genuine = !header.ContainsKey("crit") && !header.ContainsKey("b64")
                && header["alg"].GetString() == SecurityAlgorithms.HmacSha256
                && expected.All(pair => claims[pair.Key].GetString() == pair.Value)
                && claims.ContainsKey("iat") && Between(claims, "iat", now - MaxAge, now + MaxSkew)
                && Between(claims, "exp", now - MaxSkew, long.MaxValue)
                && Between(claims, "nbf", 0, now + MaxSkew)
                && CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(claims["payload_hash"].GetString() ?? ""), Encoding.UTF8.GetBytes(hash));
            // Without the signature: the last character of its text has unused bits.
            var name = Encoding.UTF8.GetBytes($"{parts.Groups[2].Value}.{parts.Groups[3].Value}");
            return genuine ? Convert.ToHexString(SHA256.HashData(name)) : null;
        }
        catch (Exception rejected) when (rejected is JsonException or FormatException or ArgumentException
            or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Fails for a duplicate member: two readers of the token could disagree about its value.</summary>
    static Dictionary<string, JsonElement> Members(string segment)
    {
        using var document = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(segment));
        var members = document.RootElement.Clone().EnumerateObject();
        return members.ToDictionary(member => member.Name, member => member.Value);
    }

    static bool Between(Dictionary<string, JsonElement> claims, string name, long low, long high) =>
        !claims.TryGetValue(name, out var claim)
        || (claim.ValueKind == JsonValueKind.Number && claim.TryGetInt64(out var seconds)
            && low <= seconds && seconds <= high);

    /// <summary>What Vonage signs of a GET: the parameters in order, as one compact JSON object.</summary>
    static byte[]? QueryJson(string query)
    {
        var (names, members) = (new HashSet<string>(), new List<string>());
        if (Regex.IsMatch(query, "%(?![0-9A-Fa-f]{2})")) // which the decoder leaves as it is
        {
            return null;
        }
        try
        {
            // Its first character is the `?`.
            foreach (var pair in query[Math.Min(1, query.Length)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var sides = pair.Split('=', 2).Select(Decode).ToArray();
                if (!names.Add(sides[0]))
                {
                    return null;
                }
                members.Add($"{Quote(sides[0])}:{Quote(sides.ElementAtOrDefault(1) ?? "")}");
            }
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        return Encoding.UTF8.GetBytes("{" + string.Join(",", members) + "}");
    }

    static string Decode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Utf8.GetString(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)!);
    }

    // Escapes as JSON.stringify does. JsonSerializer escapes more, with each of its encoders.
    static string Quote(string text) => '"' + string.Concat(text.Select(c => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < ' ' => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    })) + '"';

    /// <summary>Returns null, or the status that refuses the token.</summary>
    int? Begin(string token)
    {
        lock (replays)
        {
            var now = DateTimeOffset.UtcNow;
            if (replays.ContainsKey(token))
            {
                return 409;
            }
            if (replays.Count >= MaxReplays)
            {
                foreach (var old in replays.Where(entry => entry.Value < now).Select(entry => entry.Key).ToList())
                {
                    replays.Remove(old);
                }
            }
            if (replays.Count >= MaxReplays)
            {
                return 503;
            }
            replays[token] = now.AddSeconds(MaxAge + 2 * MaxSkew);
            return null;
        }
    }
}
