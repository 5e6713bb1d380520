// Vonage signed webhooks with ASP.NET. Run: VONAGE_SIGNATURE_SECRET=… dotnet run
// Not compiled or run yet.

using System.Text.Json;

var secret = Environment.GetEnvironmentVariable("VONAGE_SIGNATURE_SECRET");
if (string.IsNullOrEmpty(secret))
{
    Console.Error.WriteLine("VONAGE_SIGNATURE_SECRET is not set (the Dashboard's settings show it)");
    return 1;
}
var expected = new Dictionary<string, string> { ["iss"] = "Vonage" };
foreach (var (claim, variable) in new[] { ("api_key", "VONAGE_API_KEY"), ("application_id", "VONAGE_APPLICATION_ID") })
{
    if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
    {
        expected[claim] = value;
    }
}

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = SignedWebhooks.MaxBody);
var app = builder.Build();
app.Use(new SignedWebhooks(secret, expected).Invoke);

// The middleware has read the body, so the endpoints take the bytes that it verified.
app.MapPost("/webhooks/event", (HttpContext context) =>
{
    using var call = JsonDocument.Parse((byte[])context.Items["payload"]!);
    app.Logger.LogInformation("{Call}", call.RootElement.GetRawText());
    return Results.NoContent();
});
app.MapMethods("/webhooks/answer", ["GET", "POST"], () => new[] { new { action = "talk", text = "Hello" } });
app.Run($"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT") ?? "8080"}");
return 0;
