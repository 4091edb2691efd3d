using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>Requests to a resource that are valid.</summary>
/// <param name="Name">The resource.</param>
/// <param name="Given">What has to be there before.</param>
/// <param name="Body">The body that creates the one of a number, which stands for <c>#</c>.</param>
/// <param name="Patch">A change.</param>
internal sealed record ResourceExample(string Name, string[] Given, string Body, string Patch)
{
    public static IReadOnlyList<ResourceExample> All { get; } =
    [
        new("labels", [],
            """{ "name": "label #", "description": "before" }""",
            """{ "description": "after" }"""),
        new("sigkeys", [],
            """{ "name": "A", "key_id": "1234adb#", "description": "before" }""",
            """{ "name": null }"""),
        new("contacts/people", [],
            """{ "username": "Eve #", "email": "eve@example.com" }""",
            """{ "username": "Alice" }"""),
        new("contacts/mailing-lists", [],
            """{ "mail_name": "list #", "email": "list@example.com" }""",
            """{ "email": "other@example.com" }"""),
        new("products", [],
            """{ "name": "Product", "short": "product#", "allowed_push_targets": ["rhn-live"] }""",
            """{ "short": "tcudorp" }"""),
        new("product-versions", ["products"],
            """{ "name": "Version", "short": "product", "version": "#", "product": "product1" }""",
            """{ "version": "1.5", "allowed_push_targets": ["rhn-stage", "rhn-live"] }"""),
        new("releases", ["product-versions", "sigkeys"],
            """
            {
              "name": "Release", "short": "release", "version": "#.0", "release_type": "ga", "sigkey": "1234adb1",
              "product_version": "product-1", "dist_git": { "branch": "release_branch" },
              "allowed_debuginfo_services": ["rhn"]
            }
            """,
            """{ "active": false, "sigkey": null, "bugzilla": { "product": "Release" } }"""),
        new("release-variants", ["releases"],
            """
            {
              "release": "release-1.0", "id": "Server", "uid": "Server-#", "name": "Server", "type": "variant",
              "arches": ["x86_64", "ppc64"]
            }
            """,
            """{ "arches": ["x86_64", "ia64"] }"""),
        new("content-delivery-repos", ["release-variants"],
            """
            {
              "release_id": "release-1.0", "variant_uid": "Server-1", "arch": "x86_64", "service": "rhn",
              "repo_family": "dist", "content_format": "rpm", "content_category": "binary", "name": "repo #"
            }
            """,
            """{ "arch": "ppc64", "shadow": true, "product_id": 22 }"""),
        new("global-components", [],
            """{ "name": "python#", "upstream": { "homepage": "h", "scm_type": "git", "scm_url": "s" } }""",
            """{ "dist_git_path": "rpm/python2", "upstream": null }"""),
        new("bugzilla-components", [],
            """{ "name": "python#" }""",
            """{ "name": "java" }"""),
        new("release-components", ["releases", "global-components", "bugzilla-components"],
            """
            {
              "name": "python27-#", "release": "release-1.0", "global_component": "python1",
              "bugzilla_component": "python1"
            }
            """,
            """{ "type": "container", "dist_git_branch": "test_branch", "srpm": { "name": "python" } }"""),
        new("rpms", ["releases"],
            """
            {
              "name": "bash", "version": "1.2.3", "epoch": 0, "release": "#", "arch": "src", "srpm_name": "bash",
              "dependencies": { "requires": ["glibc >= 2.0"] }
            }
            """,
            """{ "linked_releases": ["release-1.0"] }"""),
        new("modules", ["rpms"],
            """
            {
              "name": "testmodule", "stream": "f27", "version": "#", "context": "12345678",
              "koji_tag": "some_tag", "modulemd": "modulemd", "rpms": ["bash-0:1.2.3-1.src.rpm"],
              "runtime_deps": [{ "dependency": "core", "stream": "f27" }]
            }
            """,
            """{ "version": "04191775", "rpms": [] }"""),
        new("build-images", ["rpms"],
            """
            {
              "image_id": "image-#", "image_format": "docker", "md5": "0123456789abcdef0123456789abcdef",
              "archives": [{
                "build_nvr": "a-1.0-27", "name": "a.tar.gz", "size": 641, "md5": "11111111111111111111111111111111"
              }]
            }
            """,
            """{ "rpms": ["bash-0:1.2.3-1.src.rpm"], "releases": ["release-1.0"] }"""),
        new("compose-tree-locations", ["import"],
            """
            {
              "compose": "TP-1.0-20150310.0", "variant": "Server", "arch": "x86_64", "location": "NAY",
              "scheme": "nfs", "url": "nfs://nay.example.com/#", "synced_content": ["binary"]
            }
            """,
            """{ "scheme": "http", "synced_content": ["source", "binary"] }"""),
    ];

    public static TheoryData<string> Names { get; } = [.. All.Select(example => example.Name)];

    public string Path => $"/rest_api/v1/{Name}/";

    public static ResourceExample Of(string name) => All.Single(example => example.Name == name);

    public JsonNode One(int number = 1) => JsonNode.Parse(
        Body.Replace("#", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))!;

    public JsonNode Change() => JsonNode.Parse(Patch)!;
}
