using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace PdcBus;

/// <summary>Author and comment of a request.</summary>
internal static class RequestOrigin
{
    private const string CommentHeader = "PDC-Change-Comment";

    public static PdcOrigin Of(HttpContext http)
    {
        // HttpContext.User would make up an anonymous user where nobody authenticates.
        var author = http.Features.Get<IHttpAuthenticationFeature>()?.User?.Identity?.Name;
        var comment = http.Request.Headers.TryGetValue(CommentHeader, out var values) ? values.ToString() : null;
        return new PdcOrigin(author, comment);
    }
}
