<?php

declare(strict_types=1);

namespace App;

use Firebase\JWT\JWT;
use Firebase\JWT\Key;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Server\MiddlewareInterface;
use Psr\Http\Server\RequestHandlerInterface;
use Slim\Psr7\Response;

/** Passes on only webhooks that Vonage signed, and each of them once. */
final class SignedWebhooks implements MiddlewareInterface
{
    public const MAX_AGE = 300;
    public const MAX_SKEW = 60;
    private const MAX_BODY = 1 << 20;
    private const MAX_HEADER = 16 << 10;
    // A server joins two headers with a comma, which does not match.
    private const BEARER = '/\ABearer (([\w-]+)\.([\w-]+)\.[\w-]{43})\z/i';

    public function __construct(private string $secret, private array $expected, private ReplayStore $replays)
    {
        if ($secret === '') {
            throw new \InvalidArgumentException('VONAGE_SIGNATURE_SECRET is not set');
        }
        // HMAC pads a short key with zeros itself, so the result is the same; php-jwt 7 wants 32 bytes.
        $this->secret = str_pad($secret, 32, "\0");
    }

    public function process(ServerRequestInterface $request, RequestHandlerInterface $handler): ResponseInterface
    {
        $method = $request->getMethod();
        if (!in_array($method, ['GET', 'POST'], true)) {
            return new Response(405);
        }
        $body = (string) $request->getBody();
        if (strlen($body) > self::MAX_BODY) {
            return new Response(413);
        }
        if (!$request->hasHeader('Authorization')) {
            // Vonage can fail to sign a webhook. After a 503 it sends the webhook again, signed.
            return new Response(503);
        }
        // Not the parameters that PHP parsed: it renames and merges some.
        $query = $request->getServerParams()['QUERY_STRING'] ?? '';
        $payload = $method === 'POST' ? $body : ($body === '' ? self::queryJson($query) : null);
        $token = $payload === null ? null : $this->verify($request->getHeader('Authorization'), $payload);
        if ($token === null) {
            return (new Response(401))->withHeader('WWW-Authenticate', 'Bearer');
        }
        return $this->once("$method $token", fn () => $handler->handle($request));
    }

    /** Returns a name for the token, the same for each copy of it, or null. */
    private function verify(array $headers, string $payload): ?string
    {
        if (count($headers) !== 1 || strlen($headers[0]) > self::MAX_HEADER
            || !preg_match(self::BEARER, $headers[0], $parts)) {
            return null;
        }
        try {
            JWT::$leeway = self::MAX_SKEW;
            JWT::decode($parts[1], new Key($this->secret, 'HS256'));
            $protected = self::members($parts[2]);
            $claims = self::members($parts[3]);
        } catch (\Throwable) {
            return null;
        }
        foreach ($this->expected as $name => $value) {
            if (($claims[$name] ?? null) !== $value) {
                return null;
            }
        }
        $age = is_int($claims['iat'] ?? null) ? time() - $claims['iat'] : PHP_INT_MAX;
        $genuine = array_intersect(['crit', 'b64'], array_keys($protected)) === [] // extensions that php-jwt ignores
            && $age <= self::MAX_AGE && $age >= -self::MAX_SKEW
            && is_int($claims['exp'] ?? 0) && is_int($claims['nbf'] ?? 0) // their values: by php-jwt
            && is_string($claims['payload_hash'] ?? null)
            && hash_equals(hash('sha256', $payload), $claims['payload_hash']);
        // Without the signature: the last character of its text has unused bits.
        return $genuine ? hash('sha256', "$parts[2].$parts[3]") : null;
    }

    /** Rejects a duplicate member: two readers of the token could disagree about its value. */
    private static function members(string $segment): array
    {
        $text = JWT::urlsafeB64Decode($segment);
        $object = json_decode($text, false, 512, JSON_THROW_ON_ERROR);
        if (!$object instanceof \stdClass) {
            throw new \UnexpectedValueException('not an object');
        }
        $count = function (mixed $value) use (&$count): int {
            $members = is_object($value) || is_array($value) ? (array) $value : [];
            return (is_object($value) ? count($members) : 0) + array_sum(array_map($count, $members));
        };
        $colons = substr_count(preg_replace('/"(?:[^"\\\\]|\\\\.)*+"/s', '', $text), ':');
        return $count($object) === $colons ? (array) $object : throw new \UnexpectedValueException('duplicate member');
    }

    /** What Vonage signs of a GET: the parameters in order, as one compact JSON object. */
    private static function queryJson(string $query): ?string
    {
        $names = $members = [];
        $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS;
        foreach (array_filter(explode('&', $query), 'strlen') as $pair) {
            [$name, $value] = array_map('urldecode', explode('=', $pair, 2)) + [1 => ''];
            $member = [json_encode($name, $flags), json_encode($value, $flags)];
            if (preg_match('/%(?![0-9a-f]{2})/i', $pair) || in_array(false, $member, true) || isset($names[":$name"])) {
                return null;
            }
            $names[":$name"] = true;
            $members[] = implode(':', $member);
        }
        return '{' . implode(',', $members) . '}';
    }

    private function once(string $token, callable $handle): ResponseInterface
    {
        $refused = $this->replays->begin($token);
        if ($refused !== null) {
            return new Response($refused);
        }
        $done = false;
        try {
            $response = $handle();
            $done = intdiv($response->getStatusCode(), 100) === 2;
            return $response;
        } finally {
            if (!$done) { // so that Vonage's retry is no replay
                $this->replays->release($token);
            }
        }
    }
}
