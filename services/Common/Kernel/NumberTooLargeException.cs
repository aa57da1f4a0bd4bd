namespace Summit.Kernel;

/// <summary>The exception that is thrown when a result is too large for its wire type.</summary>
/// <param name="message">The result, and what the caller can do.</param>
public sealed class NumberTooLargeException(string message) : Exception(message);
