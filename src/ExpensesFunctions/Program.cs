using ExpensesFunctions.Composition;
using ExpensesFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.AddExpensesFunctions(builder.Configuration);
builder.Services.AddTelemetryExport(builder.Configuration);
builder.Build().Run();
