namespace PdcBus;

/// <summary>How an application registers its context.</summary>
public enum ContextStyle
{
    Scoped,
    Pooled,
    Factory,
    PooledFactory,
}
