using System.CommandLine;
using System.Text.RegularExpressions;
using Summit.Api.V1;
using Summit.Cli.Input;
using Summit.Cli.Output;
using Summit.Client.Identity;

namespace Summit.Cli.Token;

/// <summary><c>token</c>: a development token, signed with the key in the data folder of the running system.</summary>
internal static partial class TokenCommand
{
    private static readonly string[] RoleNames = [.. Enum.GetValues<Role>().Where(r => r != Role.Unspecified).Select(r => r.ToString().ToLowerInvariant())];

    public static Command Create()
    {
        var role = Choice.Option("--role", "Role of the caller.", RoleNames);
        role.Required = true;
        var nation = new Option<string?>("--nation") { Description = "ISO 3166-1 alpha-3 code of the delegation; needed for a delegate, and only there." };
        var subject = new Option<string?>("--subject") { Description = "Who the caller is; what an analyst keeps belongs to this subject. Default: the role." };
        var data = new Option<string>("--data") { Description = "Data folder of the running system.", DefaultValueFactory = _ => DataFolder.Default };
        var command = new Command("token", "Prints a development token (valid 12 h).") { role, nation, subject, data };
        command.Validators.Add(result =>
        {
            if (result.GetResult(role)?.Tokens is [{ Value: var asked }, ..] && asked == "delegate" != NationCode().IsMatch(result.GetValue(nation) ?? ""))
            {
                result.AddError("--nation: a delegate's token names its nation by three capital letters, such as --nation FRA; no other role's does.");
            }
        });
        command.SetAction(parsed => Print(parsed.GetRequiredValue(data), Enum.Parse<Role>(parsed.GetValue(role)!, ignoreCase: true), parsed.GetValue(nation), parsed.GetValue(subject)));
        return command;
    }

    private static int Print(string folder, Role role, string? nation, string? subject)
    {
        var key = DataFolder.DevelopmentKey(folder);
        if (!File.Exists(key))
        {
            var known = File.Exists(DataFolder.DevelopmentKey(DataFolder.Default)) ? $", for example {Path.GetFullPath(DataFolder.Default)}" : "";
            Console.Error.WriteLine(
                $"--data: {Path.GetFullPath(folder)} is not the data folder of a system: {Path.GetFileName(key)} is missing. "
                + $"Give the folder that the running system named when it started{known}.");
            return ExitCode.BadInput;
        }

        Console.WriteLine(DevelopmentIssuer.OpenExisting(key).Mint(role, nation, subject: subject));
        return ExitCode.Ok;
    }

    [GeneratedRegex(@"^[A-Z]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NationCode();
}
