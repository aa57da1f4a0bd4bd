using System.Diagnostics;

namespace Summit.GrpcTests.OfficialApi;

/// <summary>Holds the rule that lets -p:GrpcPackages=true replace protos/Grpc by the official packages.</summary>
public sealed class SwapGuardTests
{
    private static readonly string Root = FindRoot();

    /// <summary>Every project outside protos/Grpc, by its path in the repository.</summary>
    public static TheoryData<string> Projects { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.csproj", new EnumerationOptions { RecurseSubdirectories = true })
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("protos/Grpc/", StringComparison.Ordinal) && !path.Contains("/node_modules/"))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Used_EveryMember_IsOfficial(string project)
    {
        var assembly = OutputOf(project);
        Requires.OrSkip(File.Exists(assembly), $"the build of {project}");

        var foreign = Foreign(UsedMembers.Of(assembly), ApiListing.Official());

        Assert.True(foreign.Count == 0, $"{project} uses what the official packages do not have:\n{string.Join('\n', foreign)}");
    }

    [Fact]
    public void Used_ThisAssembly_IsSeen()
    {
        // Calls of every shape that a key has to get right: generic methods, constructors, accessors, constants' owners, delegates.
        var metadata = new Grpc.Core.Metadata { { "key", "value" } };
        Debug.Assert(metadata[0].Key == "key");
        var marshaller = Grpc.Core.Marshallers.Create<int>(BitConverter.GetBytes, bytes => BitConverter.ToInt32(bytes));
        var method = new Grpc.Core.Method<int, int>(Grpc.Core.MethodType.Unary, "Service", "Method", marshaller, marshaller);

        var used = UsedMembers.Of(OutputOf("tests/Grpc.Tests/Summit.Grpc.Tests.csproj"));

        Assert.Equal("/Service/Method", method.FullName);
        Assert.Contains("Grpc.Core.Metadata::get_Item(int) : Grpc.Core.Metadata.Entry", used);
        Assert.Contains("Grpc.Core.Method`2::get_FullName() : string", used);
        Assert.Contains("Grpc.Core.Marshallers::Create`1(Func<!!0, byte[]>, Func<byte[], !!0>) : Grpc.Core.Marshaller<!!0>", used);
    }

    [Fact]
    public void Used_MemberMissingFromTheList_IsForeign()
    {
        var listing = new ApiListing();
        listing.Read(["class A.B<T>", "    T Get<U>(U key)", "    int Count { get; }"]);

        Assert.Empty(Foreign(["A.B`1", "A.B`1::Get`1(!!0) : !0", "A.B`1::get_Count() : int"], listing));
        Assert.Equal(["A.C", "A.B`1::set_Count(int) : void"], Foreign(["A.C", "A.B`1::set_Count(int) : void"], listing));
    }

    [Fact]
    public void Offered_EveryPublicMember_IsOfficial()
    {
        var unknown = Offered().Lines.Except(ApiListing.Official().Lines).Order(StringComparer.Ordinal);

        Assert.True(!unknown.Any(), $"protos/Grpc offers what the official packages do not:\n{string.Join('\n', unknown)}");
    }

    [Fact]
    public void Official_EveryMember_IsOfferedOrListedAsLeftOut()
    {
        var leftOut = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "OfficialApi", "LeftOut.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').ToList();
        var missing = ApiListing.Official().Lines.Except(Offered().Lines).Order(StringComparer.Ordinal).ToList();

        Assert.True(!missing.Except(leftOut).Any(), $"Official, but not in protos/Grpc and not in LeftOut.txt:\n{string.Join('\n', missing.Except(leftOut))}");
        Assert.True(!leftOut.Except(missing).Any(), $"In LeftOut.txt, but offered or not official:\n{string.Join('\n', leftOut.Except(missing))}");
    }

    private static List<string> Foreign(IEnumerable<string> used, ApiListing official)
    {
        var known = official.Types.Select(Keys.Type).ToHashSet(StringComparer.Ordinal);
        // Every delegate has the constructor and the Invoke that its line implies.
        var delegates = official.Types.Where(type => type.StartsWith("delegate ", StringComparison.Ordinal)).Select(Keys.Type).ToList();
        foreach (var type in official.Types)
        {
            known.UnionWith(official.MembersOf(type).SelectMany(member => Keys.Members(type, member)));
            // A protected nested type has no line of its own, but stands in the signatures of others.
            known.UnionWith(official.MembersOf(type).Append(type).SelectMany(Keys.Mentioned));
        }

        return [.. used.Where(key => !known.Contains(key) && !delegates.Any(name => key.StartsWith($"{name}::", StringComparison.Ordinal)))];
    }

    private static ApiListing Offered()
    {
        var listing = new ApiListing();
        foreach (var assembly in new[] { "Summit.Grpc.dll", "Summit.Grpc.AspNetCore.dll" })
        {
            AssemblyListing.Append(Path.Combine(AppContext.BaseDirectory, assembly), listing);
        }

        return listing;
    }

    /// <summary>Where the project's build is, in the configuration that this test was built in.</summary>
    private static string OutputOf(string project)
    {
        var output = Path.GetRelativePath(Path.Combine(Root, "tests", "Grpc.Tests"), AppContext.BaseDirectory);
        return Path.Combine(Root, Path.GetDirectoryName(project)!, output, $"{Path.GetFileNameWithoutExtension(project)}.dll");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SummitServices.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No SummitServices.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
