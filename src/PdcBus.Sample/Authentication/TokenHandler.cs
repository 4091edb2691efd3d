using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace PdcBus.Sample;

/// <summary>Reads <c>Authorization: Token …</c>. Nobody needs a token, but one that is shown must be right.</summary>
internal sealed class TokenHandler(
    IOptionsMonitor<TokenOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<TokenOptions>(options, logger, encoder)
{
    public const string SchemeName = "Token";

    private const string Prefix = SchemeName + " ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0) return Task.FromResult(AuthenticateResult.NoResult());
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.Fail("Authorization is not of the form 'Token …'."));
        }

        return Task.FromResult(FindUser(header[Prefix.Length..].Trim()) is { } user
            ? AuthenticateResult.Success(TicketFor(user))
            : AuthenticateResult.Fail("The token is not known."));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return Results
            .Problem(
                "The token is not known. Show one of Sample:Tokens, or none.",
                statusCode: StatusCodes.Status401Unauthorized)
            .ExecuteAsync(Context);
    }

    // Every token is compared in full, so that the time taken tells nothing about them.
    private string? FindUser(string shown)
    {
        string? user = null;
        var shownBytes = Encoding.UTF8.GetBytes(shown);
        foreach (var (token, name) in Options.Tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), shownBytes)) user = name;
        }

        return user;
    }

    private static AuthenticationTicket TicketFor(string user) =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], SchemeName)), SchemeName);
}
