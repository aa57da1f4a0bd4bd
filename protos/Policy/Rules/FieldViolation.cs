namespace Summit.Policy.Rules;

/// <summary>One broken rule of one field.</summary>
/// <param name="Field">Path of the field in the request, for example <c>offers[2].persons</c>.</param>
/// <param name="Description">What is wrong, with the value sent and what is allowed.</param>
public sealed record FieldViolation(string Field, string Description);
