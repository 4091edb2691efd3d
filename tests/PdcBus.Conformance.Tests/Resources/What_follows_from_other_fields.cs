using System.Text.Json;

namespace PdcBus.Conformance.Tests;

public sealed class What_follows_from_other_fields : ResourceTest
{
    [Theory]
    [InlineData("ga", null, "release-1.0")]
    [InlineData("updates", null, "release-1.0-updates")]
    [InlineData("ga", "product-7", "release-1.0@product-7")]
    [InlineData("eus", "product-7", "release-1.0-eus@product-7")]
    public async Task The_id_of_a_release(string type, string? baseProduct, string id)
    {
        var (url, seen) = await AddAsync(ResourceExample.Of("releases"), new
        {
            name = "Release",
            @short = "Release",
            version = "1.0",
            release_type = type,
            base_product = baseProduct,
        });

        Assert.Equal(id, seen.GetProperty("release_id").GetString());
        Assert.EndsWith($"/releases/{id}/", url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_id_of_a_product_version()
    {
        var resource = await GivenAsync("product-versions");

        var (_, seen) = await AddAsync(
            resource, new { name = "Version", @short = "Product", version = "7", product = "product1" });

        Assert.Equal("product-7", seen.GetProperty("product_version_id").GetString());
    }

    [Fact]
    public async Task The_uid_of_a_module_which_moves_its_url()
    {
        var (url, seen) = await AddAsync(await GivenAsync("modules"));
        Assert.Equal("testmodule:f27:1:12345678", seen.GetProperty("uid").GetString());

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, new { stream = "f28" });

        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.EndsWith("/modules/testmodule:f28:1:12345678/", message.Text("url"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_a_product_is_active_and_what_belongs_to_it()
    {
        var (url, seen) = await AddAsync(await GivenAsync("releases"));
        Assert.Equal("release-1.0", seen.GetProperty("release_id").GetString());
        AssertActive(true, await ProductAsync());

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, new { active = false });

        AssertActive(false, await ProductAsync());
        Assert.Equal(["releases.changed"], (await Pdc.MessagesAsync()).Select(message => message.Topic));

        async Task<(JsonElement Product, JsonElement Version)> ProductAsync() => (
            await Pdc.GetAsync("/rest_api/v1/products/product1/"),
            await Pdc.GetAsync("/rest_api/v1/product-versions/product-1/"));

        static void AssertActive(bool isActive, (JsonElement Product, JsonElement Version) seen)
        {
            Assert.Equal(isActive, seen.Product.GetProperty("active").GetBoolean());
            Assert.Equal(isActive, seen.Version.GetProperty("active").GetBoolean());
            Assert.Equal("""["product-1"]""", seen.Product.GetProperty("product_versions").GetRawText());
            Assert.Equal("""["release-1.0"]""", seen.Version.GetProperty("releases").GetRawText());
        }
    }

    [Theory]
    [InlineData(null, null, "python1?h=release_branch")]
    [InlineData("rpm/python", null, "rpm/python?h=release_branch")]
    [InlineData("rpm/python", "mine", "rpm/python?h=mine")]
    public async Task Where_the_sources_of_a_component_are_shown(string? path, string? branch, string page)
    {
        const string Root = "http://pkgs.example.com/cgit/rpms/";
        var resource = await GivenAsync("release-components");
        using var patched = await Pdc.SendAsync(
            HttpMethod.Patch, "/rest_api/v1/global-components/1/", new { dist_git_path = path });
        var body = resource.One();
        body["dist_git_branch"] = branch;

        var (_, seen) = await AddAsync(resource, body);

        Assert.Equal(Root + page, seen.GetProperty("dist_git_web_url").GetString());
        Assert.Equal(page.Split('=')[1], seen.GetProperty("dist_git_branch").GetString());
        Assert.Equal(
            Root + page.Split('?')[0],
            (await Pdc.GetAsync("/rest_api/v1/global-components/1/")).GetProperty("dist_git_web_url").GetString());
    }

    [Fact]
    public async Task The_file_name_of_an_rpm_unless_it_has_one_of_its_own()
    {
        var resource = await GivenAsync("rpms");
        var (_, plain) = await AddAsync(resource, resource.One(1));
        var named = resource.One(2);
        named["filename"] = "own.rpm";

        var (url, own) = await AddAsync(resource, named);
        using var replaced = await Pdc.SendAsync(HttpMethod.Put, url, resource.One(2));

        Assert.Equal("bash-1.2.3-1.src.rpm", plain.GetProperty("filename").GetString());
        Assert.Equal("own.rpm", own.GetProperty("filename").GetString());
        Assert.Equal("bash-1.2.3-2.src.rpm", (await replaced.JsonAsync()).GetProperty("filename").GetString());
    }
}
