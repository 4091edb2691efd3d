using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>The application saves, and says no more.</summary>
public sealed class Saves_announce_what_they_change
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind, PdcTransaction> Ways => ResourceApp.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_is_added_changed_and_removed(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(transaction, async job =>
        {
            var article = new ArticleRow { Name = "a", Vendor = new VendorRow { Name = "Acme" }, Lines = [new() { Text = "x" }] };
            job.Db.Add(article);
            await job.SaveAsync();
            article.Lines[0].Text = "y";
            article.Box = new BoxRow { Width = 3 };
            await job.SaveAsync();
            job.Db.Remove(article);
            await job.SaveAsync();
        });

        var messages = await app.MessagesAsync();
        Assert.Equal(["articles.added", "articles.changed", "articles.removed"], messages.Select(m => m.Topic));
        const string Before = """{"name":"a","vendor":"Acme","width":null,"seal":null,"lines":["x"],"tags":[]}""";
        const string After = """{"name":"a","vendor":"Acme","width":3,"seal":null,"lines":["y"],"tags":[]}""";
        const string Common = "\"author\":\"\",\"comment\":null";
        AssertJson($$"""{"url":"https://shop/articles/a/","new_value":{{Before}},{{Common}}}""", messages[0]);
        AssertJson($$"""{"url":"https://shop/articles/a/","old_value":{{Before}},"new_value":{{After}},{{Common}}}""", messages[1]);
        AssertJson($$"""{"url":null,"old_value":{{After}},{{Common}}}""", messages[2]);
        Assert.Single(messages.Select(m => m.OrderingKey).Distinct());
        Assert.Empty(app.Logs.Of(1005));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Of_saves_that_block(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(transaction, job =>
        {
            var article = new ArticleRow { Name = "a" };
            job.Db.Add(article);
            job.Db.SaveChanges();
            article.Name = "b";
            job.Db.SaveChanges();
            job.Db.Remove(article);
            job.Db.SaveChanges();
            return Task.CompletedTask;
        });

        Assert.Equal(
            ["articles.added articles/a/ - > a", "articles.changed articles/b/ a > b", "articles.removed - b > -"],
            await app.ToldAsync());
        Assert.Empty(app.Logs.Of(1005));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Nothing_where_subscribers_see_no_difference(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);
        await AddAsync(app, "a");

        await app.RunAsync(transaction, async job =>
        {
            var article = await job.Db.Articles.SingleAsync(Token);
            article.Note = "of no interest";
            await job.SaveAsync();
            job.Db.Entry(article).State = EntityState.Modified;
            await job.SaveAsync();
            Assert.Empty(job.Changes);
        });

        Assert.Empty(await app.ToldAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Rows_that_are_part_of_it(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);
        await AddAsync(app, "a", "b");

        await app.RunAsync(transaction, async job =>
        {
            var articles = await job.Db.Articles.OrderBy(a => a.Name).ToListAsync(Token);
            var line = new LineRow { Text = "x", ArticleRowId = articles[0].Id };
            job.Db.Add(line);
            await job.SaveAsync();
            line.ArticleRowId = articles[1].Id;
            await job.SaveAsync();
            articles[0].Tags.Add(new TagRow { Name = "t" });
            await job.SaveAsync();
            articles[0].Tags.Clear();
            await job.SaveAsync();
            articles[1].Box = new BoxRow { Width = 1, Seal = new SealRow { Colour = "red" } };
            await job.SaveAsync();
            articles[1].Box!.Seal!.Colour = "green";
            await job.SaveAsync();
            Assert.All(job.Changes, c => Assert.Contains(c.Entity, articles));
        });

        Assert.Equal(
            ["a/ a > a", "a/ a > a", "b/ b > b", "a/ a > a", "a/ a > a", "b/ b > b", "b/ b > b"],
            (await app.ToldAsync()).Select(t => t["articles.changed articles/".Length..]));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Rows_that_are_part_of_what_is_not_loaded(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);
        await AddAsync(app, "a");

        await app.RunAsync(transaction, async job =>
        {
            var id = await job.Db.Articles.Select(a => a.Id).SingleAsync(Token);
            job.Db.Add(new LineRow { Text = "x", ArticleRowId = id });
            await job.SaveAsync();
            Assert.IsType<LineRow>(Assert.Single(job.Changes).Entity);
        });

        Assert.Equal(["articles.changed articles/a/ a > a"], await app.ToldAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_becomes_hidden_is_removed_and_added_when_it_is_shown_again(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(transaction, async job =>
        {
            var article = new ArticleRow { Name = "a" };
            job.Db.Add(article);
            await job.SaveAsync();
            article.IsHidden = true;
            await job.SaveAsync();
            article.Name = "b";
            await job.SaveAsync();
            article.IsHidden = false;
            await job.SaveAsync();
        });

        Assert.Equal(
            ["articles.added articles/a/ - > a", "articles.removed - a > -", "articles.added articles/b/ - > b"],
            await app.ToldAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Keys_of_several_columns_and_only_what_the_contract_announces(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(transaction, async job =>
        {
            job.Db.AddRange(
                new ShelfRow { Hall = "A", Number = 1, Name = "one" }, new ShelfRow { Hall = "A", Number = 2, Name = "two" });
            await job.SaveAsync();
            foreach (var shelf in job.Db.Shelves.Local) shelf.Name += "!";
            await job.SaveAsync();
            job.Db.RemoveRange(job.Db.Shelves.Local);
            await job.SaveAsync();
            Assert.Equal(
                [
                    "shelves/A/1/ - > one", "shelves/A/2/ - > two", "shelves/A/1/ one > one!", "shelves/A/2/ two > two!",
                    "shelves/A/1/ one! > -", "shelves/A/2/ two! > -",
                ],
                job.Changes.Select(ResourceApp.Tell));
        });

        Assert.Equal(
            ["shelves.changed shelves/A/1/ one > one!", "shelves.changed shelves/A/2/ two > two!"], await app.ToldAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task In_the_order_of_saves_then_of_resources_then_of_rows(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);
        var shelf = new ShelfRow { Hall = "A", Number = 1, Name = "s" };

        await app.RunAsync(transaction, async job =>
        {
            job.Db.Add(shelf);
            job.Db.AddRange(new ArticleRow { Name = "a" }, new ArticleRow { Name = "b" }, new ArticleRow { Name = "c" });
            await job.SaveAsync();
            job.Announce("between");
            shelf.Name = "s!";
            job.Db.AddRange(new ArticleRow { Name = "d" }, new ArticleRow { Name = "e" }, new ArticleRow { Name = "f" });
            await job.SaveAsync();
            foreach (var article in job.Db.Articles.Local) article.Note = article.Name += "!";
            await job.SaveAsync();
        });

        Assert.Equal(
            [
                "a/ - > a", "b/ - > b", "c/ - > c", "between", "d/ - > d", "e/ - > e", "f/ - > f", "shelves.changed shelves/A/1/ s > s!",
                "a!/ a > a!", "b!/ b > b!", "c!/ c > c!", "d!/ d > d!", "e!/ e > e!", "f!/ f > f!",
            ],
            (await app.ToldAsync()).Select(t => t.StartsWith("articles", StringComparison.Ordinal) ? t[(t.IndexOf('/', StringComparison.Ordinal) + 1)..] : t));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task More_rows_than_one_query_asks_for(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);
        var names = Enumerable.Range(0, 1001).Select(i => $"n{i}").ToArray();

        await app.RunAsync(transaction, async job =>
        {
            job.Db.AddRange(names.Select(n => new ArticleRow { Name = n }));
            await job.SaveAsync();
            Assert.Equal(names, job.Changes.Select(c => ((Article)c.NewValue!).Name));
        });

        Assert.Equal(1001, (await app.MessagesAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_row_that_takes_the_place_of_another_changes_it(DatabaseKind kind, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(transaction, async job =>
        {
            var old = new ShelfRow { Hall = "A", Number = 1, Name = "old" };
            job.Db.Add(old);
            await job.SaveAsync();
            job.Db.Remove(old);
            job.Db.Add(new ShelfRow { Hall = "A", Number = 1, Name = "new" });
            await job.SaveAsync();
        });

        Assert.Equal(["shelves.changed shelves/A/1/ old > new"], await app.ToldAsync());
    }

    /// <summary>Adds articles where nobody publishes.</summary>
    private static async Task AddAsync(ShopApp app, params string[] names)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var job = new Job(scope.ServiceProvider);
        foreach (var name in names)
        {
            job.Db.Add(new ArticleRow { Name = name });
            await job.SaveAsync();
        }

        Assert.Empty(job.Changes);
    }

    private static void AssertJson(string expected, PdcMessage message) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(message.Body.Span)),
        JsonDocument.Parse(message.Body).RootElement.GetRawText());
}
