namespace Summit.Store.Tests;

public sealed class DocumentationTests
{
    [Fact]
    public void Readme_NamesEveryOption()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "SummitServices.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("not inside the repository");
        }
        var readme = File.ReadAllText(Path.Combine(root.FullName, "services", "Common", "Store", "README.md"));
        foreach (var option in typeof(StoreOptions).GetProperties())
        {
            Assert.Contains($"`{option.Name}`", readme, StringComparison.Ordinal);
        }
    }
}
