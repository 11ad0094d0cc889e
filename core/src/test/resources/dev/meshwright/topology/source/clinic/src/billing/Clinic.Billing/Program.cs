using Grpc.Net.Client;
using RabbitMQ.Client;

var builder = WebApplication.CreateBuilder(args);

/// <summary>Talks to http://booking:80 in the old world.</summary>
builder.Services.AddHttpClient("audit", client =>
{
    client.BaseAddress = new Uri("http://audit:3000/");
});

var ledger = Environment.GetEnvironmentVariable("LEDGER_URL") ?? "http://ledger:5005";
using var channel = GrpcChannel.ForAddress(ledger);

var factory = new ConnectionFactory { HostName = "broker", UserName = "billing" };
var path = @"C:\invoices\"; // a trailing backslash: "http://booking:80"
var json = """
    { "docs": "kept at http://records" }
    """;
var label = $"cache {path.Length:0} \"http://doctors:8000\" {{identity}}";
builder.Logging.AddFilter("gateway", LogLevel.Warning);

var app = builder.Build();
app.MapGet("/invoices/{id}", async (string id, IHttpClientFactory clients) =>
    await clients.CreateClient("insurance-quotes").GetStringAsync($"http://insurance:4567/quotes/{id}"));
app.Run();
