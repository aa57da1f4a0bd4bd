namespace Summit.Kernel;

/// <summary>A result is larger than what the wire can hold.</summary>
/// <param name="message">Which result, and what to do.</param>
public sealed class NumberTooLargeException(string message) : Exception(message);
