using PdcBus;
using PdcBus.Sample;

// Settings and database lie beside the program, so that it runs from any directory.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});

// All of PdcBus. PdcBus:Messenger and PdcBus:Outbox:Kind choose among what is registered here.
builder.Services.AddPdcBus()
    .AddRabbitMqMessenger()
    .AddStompMessenger()
    .AddAmqpMessenger()
    .AddFedmsgMessenger()
    .AddFedoraMessagingMessenger()
    .AddEntityFrameworkOutbox<PdcDbContext>()
    .AddSqliteOutbox()
    .AddResourceEvents<PdcDbContext>(events =>
    {
        foreach (var resource in ResourceCatalog.All) resource.Announce(events);
    })
    .FromMessageBusSettings(builder.Configuration.GetSection("MESSAGE_BUS"));

builder.Services.AddDatabase();
builder.Services.AddChangesets();
builder.Services.AddImports();
builder.Services.AddResources();
builder.Services.AddTokenAuthentication();
builder.Services.AddErrors();
builder.Services.AddApi();
builder.Services.AddApiDescription();
builder.Services.AddHealthChecks()
    .AddCheck<DatabaseHealthCheck>("database", tags: ["ready"])
    .AddPdcBus();

var app = builder.Build();

app.UseErrors();
app.UseTokenAuthentication();

app.MapControllers(); // Composes/ComposesController.cs
app.MapResources(); // Resources/ResourceCatalog.cs
app.MapComponentLabels();
app.MapImports();
app.MapChangesets();
app.MapApiDescription();
app.MapHealth();
app.MapStartPage();

app.Run();
