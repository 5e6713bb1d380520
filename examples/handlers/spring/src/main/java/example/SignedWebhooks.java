package example;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Passes on only webhooks that Vonage signed, and each of them once. First, so that no filter parses the body. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SignedWebhooks extends HttpFilter {
    private static final int MAX_AGE = 300, MAX_SKEW = 60, MAX_BODY = 1 << 20, MAX_HEADER = 16 << 10;
    private static final int MAX_REPLAYS = 100_000;
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) (([\\w-]+)\\.([\\w-]+)\\.[\\w-]{43})");
    // A duplicate member is rejected: two readers of the token could disagree about its value.
    // Hex digits in lower case, as JSON.stringify writes them.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();

    private final byte[] secret;
    private final Map<String, String> expected;
    /** Tokens that are being handled or were handled, and until when. Several processes need a shared store. */
    private final Map<String, Instant> replays = new HashMap<>();

    SignedWebhooks(String secret, Map<String, String> expected) {
        if (secret == null || secret.isEmpty()) {
            throw new IllegalArgumentException("VONAGE_SIGNATURE_SECRET is not set");
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        // HMAC pads a short key with zeros itself, so the result is the same; nimbus wants 32 bytes.
        this.secret = Arrays.copyOf(bytes, Math.max(32, bytes.length));
        this.expected = expected;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean get = request.getMethod().equals("GET");
        if (!get && !request.getMethod().equals("POST")) {
            response.setStatus(405);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            response.setStatus(413);
            return;
        }
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.isEmpty()) {
            // Vonage can fail to sign a webhook. After a 503 it sends the webhook again, signed.
            response.setStatus(503);
            return;
        }
        byte[] payload = get ? queryJson(request.getQueryString()) : body;
        String token = payload == null || get && body.length > 0 ? null : verify(headers, payload);
        if (token == null) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.setStatus(401);
            return;
        }
        token = request.getMethod() + " " + token;
        int refused = begin(token);
        if (refused != 0) {
            response.setStatus(refused);
            return;
        }
        boolean done = false;
        try {
            request.setAttribute("payload", payload);
            chain.doFilter(request, response);
            done = response.getStatus() / 100 == 2;
        } finally {
            if (!done) { // so that Vonage's retry is no replay
                release(token);
            }
        }
    }

    /** Returns a name for the token, the same for each copy of it, or null. */
    private String verify(List<String> headers, byte[] payload) {
        Matcher parts = BEARER.matcher(headers.get(0));
        if (headers.size() != 1 || headers.get(0).length() > MAX_HEADER || !parts.matches()) {
            return null;
        }
        try {
            SignedJWT jwt = SignedJWT.parse(parts.group(1));
            JWSVerifier verifier = new MACVerifier(secret);
            if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !jwt.verify(verifier)) {
                return null;
            }
            JsonNode protectedHeader = JSON.readTree(Base64.getUrlDecoder().decode(parts.group(2)));
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts.group(3)));
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            String hash = HexFormat.of().formatHex(sha256.digest(payload));
            String claimed = claims.path("payload_hash").asText();
            long now = Instant.now().getEpochSecond();
            boolean genuine = !protectedHeader.has("crit") && !protectedHeader.has("b64")
                    && expected.keySet().stream().allMatch(
                            name -> expected.get(name).equals(claims.path(name).textValue()))
                    && claims.has("iat") && between(claims, "iat", now - MAX_AGE, now + MAX_SKEW)
                    && between(claims, "exp", now - MAX_SKEW, Long.MAX_VALUE)
                    && between(claims, "nbf", 0, now + MAX_SKEW)
                    && MessageDigest.isEqual(hash.getBytes(), claimed.getBytes());
            // Without the signature: the last character of its text has unused bits.
            return genuine ? HexFormat.of().formatHex(sha256.digest(jwt.getSigningInput())) : null;
        } catch (Exception rejected) {
            return null;
        }
    }

    private static boolean between(JsonNode claims, String name, long low, long high) {
        JsonNode claim = claims.path(name);
        return claim.isMissingNode() || claim.isIntegralNumber() && claim.canConvertToLong()
                && low <= claim.longValue() && claim.longValue() <= high;
    }

    /** What Vonage signs of a GET: the parameters in order, as one compact JSON object. Null if it has none. */
    private static byte[] queryJson(String query) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        try {
            for (String pair : (query == null ? "" : query).split("&")) {
                String[] sides = pair.split("=", 2);
                String value = sides.length == 2 ? decode(sides[1]) : "";
                if (!pair.isEmpty() && parameters.put(decode(sides[0]), value) != null) {
                    return null;
                }
            }
        } catch (CharacterCodingException | IllegalArgumentException invalid) {
            return null;
        }
        // Not writeValueAsBytes, which escapes characters outside the BMP.
        return JSON.writeValueAsString(parameters).getBytes(StandardCharsets.UTF_8);
    }

    private static String decode(String text) throws CharacterCodingException {
        if (text.matches("(?s).*%(?![0-9A-Fa-f]{2}).*")) { // URLDecoder takes %+1
            throw new IllegalArgumentException("invalid escape");
        }
        byte[] bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    /** Returns 0, or the status that refuses the token. */
    private synchronized int begin(String token) {
        Instant now = Instant.now();
        if (replays.containsKey(token)) {
            return 409;
        }
        if (replays.size() >= MAX_REPLAYS) {
            replays.values().removeIf(now::isAfter);
        }
        if (replays.size() >= MAX_REPLAYS) {
            return 503;
        }
        replays.put(token, now.plusSeconds(MAX_AGE + 2 * MAX_SKEW));
        return 0;
    }

    private synchronized void release(String token) {
        replays.remove(token);
    }
}
