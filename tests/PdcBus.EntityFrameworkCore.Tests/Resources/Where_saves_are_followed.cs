using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>In every scope that publishes, whatever the context and the outbox; nowhere else.</summary>
public sealed class Where_saves_are_followed
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    public static TheoryData<ContextStyle, PdcTransaction> Styles =>
        [.. Enum.GetValues<ContextStyle>().SelectMany(s => Enum.GetValues<PdcTransaction>().Select(t => (s, t)))];

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task In_contexts_of_every_style_and_not_longer_than_their_scope(ContextStyle style, PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(DatabaseKind.Sqlite, style);

        for (var i = 0; i < 3; i++)
        {
            await app.RunAsync(transaction, job => AddAsync(job, $"in {i}"));
            await using var scope = app.Services.CreateAsyncScope();
            await AddAsync(new Job(scope.ServiceProvider), $"out {i}");
        }

        Assert.Equal(
            ["articles.added articles/in 0/ - > in 0", "articles.added articles/in 1/ - > in 1", "articles.added articles/in 2/ - > in 2"],
            await app.ToldAsync());
        Assert.Empty(app.Logs.Of(1001));
    }

    [Theory]
    [InlineData(PdcTransaction.Required)]
    [InlineData(PdcTransaction.None)]
    public async Task With_an_outbox_that_is_elsewhere(PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(
            DatabaseKind.Sqlite, settings: [("PdcBus:Outbox:Kind", "memory")]);

        await app.RunAsync(transaction, async job =>
        {
            await AddAsync(job, "a");
            Assert.Equal(1, job.Events.Count);
            job.Db.Articles.Local.Single().Name = "b";
            job.Db.SaveChanges();
        });
        await app.RunAsync(transaction, complete: false, job => AddAsync(job, "c"));

        Assert.Equal(["articles.added articles/a/ - > a", "articles.changed articles/b/ a > b"], await app.ToldAsync());
    }

    [Theory]
    [InlineData("GET", "/run")]
    [InlineData("POST", "/run")]
    [InlineData("GET", "/run-none")]
    [InlineData("POST", "/run-none")]
    public async Task In_requests_of_every_method(string method, string path)
    {
        await using var app = await ResourceApp.StartAsync(DatabaseKind.Sqlite, handler: async job =>
        {
            await AddAsync(job, "a");
            return TypedResults.Ok();
        });

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Client.SendAsync(request, Token);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(["articles.added articles/a/ - > a"], await app.ToldAsync());
    }

    [Fact]
    public async Task In_requests_that_replace_a_row_and_have_no_order()
    {
        await using var app = await ResourceApp.StartAsync(DatabaseKind.Sqlite, handler: async job =>
        {
            var old = new ShelfRow { Hall = "A", Number = 1, Name = "old" };
            job.Db.Add(old);
            await job.SaveAsync();
            job.Db.Remove(old);
            job.Db.Add(new ShelfRow { Hall = "A", Number = 1, Name = "new" });
            await job.SaveAsync();
            return TypedResults.Ok();
        });

        using var response = await app.Client.GetAsync(new Uri("/run", UriKind.Relative), Token);

        Assert.Equal(["shelves.changed shelves/A/1/ old > new"], await app.ToldAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task In_transactions_that_somebody_else_commits(DatabaseKind kind)
    {
        await using var app = await ResourceApp.StartAsync(kind);

        await app.RunAsync(PdcTransaction.None, async job =>
        {
            await job.Db.Database.OpenConnectionAsync(Token);
            await using (var foreign = await job.Db.Database.GetDbConnection().BeginTransactionAsync(Token))
            {
                await job.Db.Database.UseTransactionAsync(foreign, Token);
                await AddAsync(job, "a");
                Assert.Equal(0, job.Events.Count);
                await foreign.CommitAsync(Token);
            }
        });

        Assert.Equal(["articles.added articles/a/ - > a"], await app.ToldAsync());
        Assert.Empty(app.Logs.Of(1005));
    }

    [Theory]
    [InlineData(CascadeTiming.Immediate)]
    [InlineData(CascadeTiming.OnSaveChanges)]
    public async Task With_what_a_deletion_takes_along(CascadeTiming timing)
    {
        await using var app = await ResourceApp.StartAsync(DatabaseKind.Sqlite, services: s => s.AddPdcBus()
            .AddResourceEvents<ShopContext>(resources => resources.Add<LineRow, Article>(
                _ => row => new PdcRepresentation<Article>(
                    ResourceApp.Root + row.Text, new Article(row.Text, null, null, null, Array.Empty<string>(), Array.Empty<string>())))));

        await app.RunAsync(PdcTransaction.Required, async job =>
        {
            job.Db.ChangeTracker.CascadeDeleteTiming = timing;
            job.Db.ChangeTracker.DeleteOrphansTiming = timing;
            var article = new ArticleRow { Name = "a", Lines = [new() { Text = "x" }, new() { Text = "y" }] };
            job.Db.Add(article);
            await job.SaveAsync();
            article.Lines.RemoveAt(0);
            await job.SaveAsync();
            job.Db.Remove(article);
            await job.SaveAsync();
        });

        Assert.Equal(
            [
                "articles.added articles/a/ - > a", "articles.added x - > x", "articles.added y - > y",
                "articles.changed articles/a/ a > a", "articles.removed - x > -",
                "articles.removed - a > -", "articles.removed - y > -",
            ],
            await app.ToldAsync());
    }

    [Theory]
    [InlineData(PdcTransaction.Required)]
    [InlineData(PdcTransaction.None)]
    public async Task With_what_an_interceptor_makes_of_a_deletion(PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(
            DatabaseKind.Sqlite,
            services: s => s.ConfigureDbContext<ShopContext>(options => options.AddInterceptors(new HideInsteadOfDelete())));

        await app.RunAsync(transaction, async job =>
        {
            await AddAsync(job, "a");
            job.Db.Remove(job.Db.Articles.Local.Single());
            await job.SaveAsync();
        });

        Assert.Equal(["articles.added articles/a/ - > a", "articles.removed - a > -"], await app.ToldAsync());
        Assert.Equal(1, await app.Database.CountAsync("select count(*) from \"Articles\""));
    }

    [Fact]
    public async Task With_what_an_interceptor_adds_that_is_registered_before()
    {
        await using var app = await ResourceApp.StartAsync(DatabaseKind.Sqlite, services: s =>
        {
            s.ConfigureDbContext<ShopContext>(options => options.AddInterceptors(new AddTwin()));

            // As it is where AddDbContext comes before AddPdcBus.
            var ours = s.Single(d => d.ImplementationType == typeof(FollowSaves<ShopContext>));
            s.Remove(ours);
            s.Add(ours);
        });

        await app.RunAsync(PdcTransaction.Required, job => AddAsync(job, "a"));

        Assert.Equal(["articles.added articles/a/ - > a", "articles.added articles/twin/ - > twin"], await app.ToldAsync());
    }

    [Fact]
    public async Task But_not_during_a_pause()
    {
        await using var app = await ResourceApp.StartAsync(DatabaseKind.Sqlite);

        await app.RunAsync(PdcTransaction.Required, async job =>
        {
            var outer = job.Resources.Pause();
            using (job.Resources.Pause()) await AddAsync(job, "a");
            await AddAsync(job, "b");
            outer.Dispose();
            outer.Dispose();
            await AddAsync(job, "c");
            using (job.Resources.Pause()) await AddAsync(job, "d");
            Assert.Equal(["articles/c/ - > c"], job.Changes.Select(ResourceApp.Tell));
        });

        Assert.Equal(["articles.added articles/c/ - > c"], await app.ToldAsync());
    }

    [Theory]
    [InlineData(PdcTransaction.Required)]
    [InlineData(PdcTransaction.None)]
    public async Task But_not_after_the_decision(PdcTransaction transaction)
    {
        await using var app = await ResourceApp.StartAsync(
            DatabaseKind.Sqlite, services: s => s.AddScoped<IPdcChangesetProvider, ArticleChangesets>());

        await app.RunAsync(transaction, async job =>
        {
            await AddAsync(job, "a");
            job.Announce("at last");
        });

        Assert.Equal(["articles.added articles/a/ - > a", "at last"], await app.ToldAsync());
        await using var context = app.Database.NewContext();
        Assert.Equal(["a", "1 changes"], await context.Articles.OrderBy(a => a.Id).Select(a => a.Name).ToListAsync(Token));
    }

    [Fact]
    public async Task With_what_the_scope_knows_which_is_asked_once()
    {
        var asked = 0;
        await using var app = await ShopApp.StartAsync(DatabaseKind.Sqlite, services: s =>
        {
            s.AddScoped<Site>();
            s.AddPdcBus().AddResourceEvents<ShopContext>(resources => resources.Add<ArticleRow, Article>(scope =>
            {
                asked++;
                var site = scope.GetRequiredService<Site>();
                return row => new PdcRepresentation<Article>(site.Root + row.Name, new Article(row.Name, null, null, null, new List<string>(), new List<string>()));
            }));
        });

        for (var i = 1; i <= 2; i++)
        {
            await app.RunAsync(PdcTransaction.Required, async job =>
            {
                job.Services.GetRequiredService<Site>().Root = $"{ResourceApp.Root}{i}/";
                await AddAsync(job, "a");
                await AddAsync(job, "b");
            });
        }

        Assert.Equal(["1/a", "1/b", "2/a", "2/b"], (await app.ToldAsync()).Select(t => t.Split(' ')[1]));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task And_a_second_registration_adds_to_the_first()
    {
        await using var app = await ResourceApp.StartAsync(DatabaseKind.Sqlite, services: s => s.AddPdcBus()
            .AddResourceEvents<ShopContext>(resources => resources.Add<TagRow, Shelf>(
                _ => row => new PdcRepresentation<Shelf>(ResourceApp.Root + row.Name, new Shelf(row.Name)))));

        await app.RunAsync(PdcTransaction.Required, async job =>
        {
            var tag = new TagRow { Name = "t" };
            job.Db.Add(tag);
            await job.SaveAsync();
            tag.Name = "u";
            await AddAsync(job, "a");
        });

        Assert.Equal(["articles.added articles/a/ - > a", "shelves.changed u t > u"], await app.ToldAsync());
    }

    private static Task AddAsync(Job job, string name)
    {
        job.Db.Add(new ArticleRow { Name = name });
        return job.SaveAsync();
    }

    private sealed class Site
    {
        public string Root { get; set; } = "";
    }

    private sealed class HideInsteadOfDelete : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            foreach (var article in eventData.Context!.ChangeTracker.Entries<ArticleRow>())
            {
                if (article.State != EntityState.Deleted) continue;
                article.State = EntityState.Modified;
                article.Entity.IsHidden = true;
            }

            return ValueTask.FromResult(result);
        }
    }

    private sealed class AddTwin : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (eventData.Context!.ChangeTracker.Entries<ArticleRow>().Any())
            {
                eventData.Context.Add(new ArticleRow { Name = "twin" });
            }

            return ValueTask.FromResult(result);
        }
    }

    /// <summary>Saves what has changed, in a row that would be announced itself.</summary>
    private sealed class ArticleChangesets(ShopContext context, IPdcResourceEvents resources) : IPdcChangesetProvider
    {
        public async Task<PdcChangeset?> SaveAsync(PdcOrigin origin, CancellationToken cancellationToken)
        {
            if (resources.Changes.Count == 0) return null;
            context.Add(new ArticleRow { Name = $"{resources.Changes.Count} changes" });
            await context.SaveChangesAsync(cancellationToken);
            return null;
        }
    }
}
