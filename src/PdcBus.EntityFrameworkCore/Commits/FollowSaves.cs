using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PdcBus;

/// <summary>
/// Lets the saves of a context be heard of: once, whoever asks for it, so that one interceptor knows the order.
/// </summary>
internal sealed class FollowSaves<TDbContext> : IDbContextOptionsConfiguration<TDbContext>
    where TDbContext : DbContext
{
    private static readonly SaveInterceptor Saves = new();

    public void Configure(IServiceProvider serviceProvider, DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.AddInterceptors(Saves);
}
