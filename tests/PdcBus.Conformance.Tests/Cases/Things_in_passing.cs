using System.Net;

namespace PdcBus.Conformance.Tests;

/// <summary>What a request makes on its way is announced, and what falls with another thing is not.</summary>
public sealed class Things_in_passing : SampleTest
{
    private const string Modules = "/rest_api/v1/modules/";
    private const string BuildImages = "/rest_api/v1/build-images/";
    private const string BugzillaComponents = "/rest_api/v1/bugzilla-components/";

    [Fact, Case(28)]
    public async Task A_module_with_two_unknown_rpms_gives_the_rpms_and_then_the_module_with_one_changeset()
    {
        using var response = await Pdc.PostAsync(Modules, new
        {
            name = "testmodule",
            stream = "f27",
            version = "56789012",
            context = "12345678",
            koji_tag = "some_tag_f27",
            modulemd = "modulemd",
            rpms = new[] { Rpm("2.0.0"), Rpm("3.0.0") },
        });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var messages = await Pdc.MessagesAsync();
        Assert.Equal(["rpms.added", "rpms.added", "modules.added"], messages.Select(message => message.Topic));
        Assert.Equal(
            ["2.0.0", "3.0.0"],
            messages.Take(2).Select(message => message.Body.GetProperty("new_value").GetProperty("version").GetString()));
        Assert.Single(messages.Select(message => message.Number("changeset_id")).Distinct());
    }

    [Fact, Case(29)]
    public async Task A_build_image_gives_the_rpm_that_was_not_known_and_the_next_one_gives_itself_alone()
    {
        using var first = await Pdc.PostAsync(BuildImages, Image("docker"));
        var messages = await Pdc.MessagesAsync();
        using var second = await Pdc.PostAsync(BuildImages, Image("iso"));
        var again = await Pdc.MessagesAsync();

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(["rpms.added", "build-images.added"], messages.Select(message => message.Topic));
        Assert.Equal(["build-images.added"], again.Select(message => message.Topic));

        static object Image(string format) => new
        {
            image_id = "new_build",
            image_format = format,
            md5 = "0123456789abcdef0123456789abcdef",
            rpms = new[] { Rpm("1.0.0") },
        };
    }

    [Fact, Case(32)]
    public async Task A_deleted_bugzilla_component_gives_one_message_that_lists_the_child_which_fell_with_it()
    {
        using var parent = await Pdc.PostAsync(BugzillaComponents, new { name = "python" });
        using var child = await Pdc.PostAsync(BugzillaComponents, new { name = "lib", parent_component = "python" });
        await Pdc.MessagesAsync();

        using var response = await Pdc.SendAsync(HttpMethod.Delete, parent.Headers.Location!.ToString());

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("bugzilla-components.removed", message.Topic);
        var old = message.Body.GetProperty("old_value");
        Assert.Equal("python", old.GetProperty("name").GetString());
        Assert.Equal("""["lib"]""", old.GetProperty("subcomponents").GetRawText());
        using var gone = await Pdc.SendAsync(HttpMethod.Get, child.Headers.Location!.ToString());
        await gone.ProblemAsync(HttpStatusCode.NotFound);
    }

    private static object Rpm(string version) =>
        new { name = "foobar", version, epoch = 0, release = "1", arch = "src", srpm_name = "foobar" };
}
