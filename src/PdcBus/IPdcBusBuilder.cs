using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>What <c>AddPdcBus()</c> returns: the place where messengers and outboxes are added.</summary>
public interface IPdcBusBuilder
{
    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }
}
