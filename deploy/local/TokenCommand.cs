using System.CommandLine;
using Summit.Api.V1;
using Summit.Hosting.Identity;

namespace Summit.Local;

/// <summary><c>token</c>: a development token, signed with the key in the data folder.</summary>
internal static class TokenCommand
{
    private static readonly string[] RoleNames = [.. Enum.GetValues<Role>().Where(r => r != Role.Unspecified).Select(r => r.ToString().ToLowerInvariant())];

    public static Command Create()
    {
        var role = new Option<string>("--role") { Description = string.Join(", ", RoleNames), Required = true };
        role.AcceptOnlyFromAmong(RoleNames);
        var nation = new Option<string?>("--nation") { Description = "ISO 3166-1 alpha-3 code of the delegation; needed for a delegate, and only there." };
        var data = new Option<string>("--data") { Description = "Data folder of the running system.", DefaultValueFactory = _ => Files.DefaultDataFolder };
        var command = new Command("token", "Prints a development token (valid 12 h).") { role, nation, data };
        command.Validators.Add(result =>
        {
            if (result.GetValue(role) == "delegate" != result.GetValue(nation) is { Length: 3 })
            {
                result.AddError("A delegate's token names its nation (--nation FRA), and no other role's does.");
            }
        });
        command.SetAction(parsed =>
        {
            var issuer = DevelopmentIssuer.Open(Files.DevelopmentKey(parsed.GetRequiredValue(data)));
            Console.WriteLine(issuer.Mint(Enum.Parse<Role>(parsed.GetRequiredValue(role), ignoreCase: true), parsed.GetValue(nation)));
            return ExitCode.Ok;
        });
        return command;
    }
}
