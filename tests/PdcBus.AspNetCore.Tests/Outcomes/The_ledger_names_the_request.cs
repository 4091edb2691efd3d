using Microsoft.AspNetCore.Builder;

namespace PdcBus;

public sealed class The_ledger_names_the_request
{
    [Fact]
    public async Task With_its_path_base_and_escaped()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.UsePathBase("/pdc");
            app.UseRouting();
            app.MapPost("/labels/{name}", (string name, IPdcEventBuffer events) =>
            {
                events.Add(new Happened(name));
                return "done";
            }).PublishPdcEvents();
        });

        using var response = await app.PostAsync("/pdc/labels/a%0Ab?secret=1");

        Assert.Equal(["a\nb"], app.Outbox.What);
        Assert.Equal("POST /pdc/labels/a%0Ab", Assert.Single(app.Decisions).Source);
    }
}
