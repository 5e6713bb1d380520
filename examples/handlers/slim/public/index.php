<?php
// Vonage signed webhooks with Slim. Run: composer install; then, with VONAGE_SIGNATURE_SECRET set:
// php -S 127.0.0.1:8080 public/index.php (in production: PHP-FPM, with public/ as its root)
// Not run with the packages of Slim and php-jwt yet, only with small replacements for them.

declare(strict_types=1);

use App\ReplayStore;
use App\SignedWebhooks;
use Psr\Http\Message\ResponseInterface as Response;
use Psr\Http\Message\ServerRequestInterface as Request;
use Slim\Factory\AppFactory;

require __DIR__ . '/../vendor/autoload.php';

$app = AppFactory::create();

$app->post('/webhooks/event', function (Request $request, Response $response): Response {
    $call = json_decode((string) $request->getBody(), true, flags: JSON_THROW_ON_ERROR);
    error_log(json_encode([$call['status'] ?? null, $call['uuid'] ?? null], JSON_THROW_ON_ERROR));
    return $response->withStatus(204);
});

$app->map(['GET', 'POST'], '/webhooks/answer', function (Request $request, Response $response): Response {
    $response->getBody()->write(json_encode([['action' => 'talk', 'text' => 'Hello']]));
    return $response->withHeader('Content-Type', 'application/json');
});

$app->add(new SignedWebhooks(
    getenv('VONAGE_SIGNATURE_SECRET') ?: '',
    array_filter([
        'iss' => 'Vonage',
        'api_key' => getenv('VONAGE_API_KEY'),
        'application_id' => getenv('VONAGE_APPLICATION_ID'),
    ]),
    new ReplayStore(dirname(__DIR__) . '/replays.sqlite'),
));
$app->addErrorMiddleware(false, true, true);
$app->run();
