namespace Summit.Policy.Rules;

/// <summary>A violation of one rule by one field.</summary>
/// <param name="Field">Path of the field in the request, for example <c>offers[2].persons</c>.</param>
/// <param name="Description">The violation, with the value that was sent and what is allowed.</param>
public sealed record FieldViolation(string Field, string Description);
