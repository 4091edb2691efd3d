using Microsoft.AspNetCore.Http;

namespace PdcBus;

/// <summary>What the action of a test does, in either style: see <see cref="RunController"/>.</summary>
public delegate Task<object?> Handler(HttpContext http);
