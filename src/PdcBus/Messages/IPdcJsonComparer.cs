namespace PdcBus;

/// <summary>Tells whether subscribers would see a difference between two values. A singleton.</summary>
public interface IPdcJsonComparer
{
    /// <summary>
    /// Whether events carry both as the same JSON value: fields in any order, numbers by value, lists element by element.
    /// </summary>
    /// <typeparam name="T">The type as the event declares it, which decides about the fields.</typeparam>
    /// <exception cref="PdcBusException">A value cannot be written as JSON.</exception>
    bool AreEqual<T>(T one, T other);
}
