using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Summit.WebConsole.Assets;

/// <summary>Style sheet, script and icon. Their addresses change with their content, so that a browser may keep them.</summary>
internal static class AssetEndpoints
{
    private static readonly Asset[] All = [new("console.css", "text/css"), new("console.js", "text/javascript"), new("icon.svg", "image/svg+xml")];

    /// <summary>The address of a file.</summary>
    public static string Address(string file) => All.First(a => a.File == file).Address;

    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var asset in All)
        {
            routes.MapGet("/assets/{version}/" + asset.File, (HttpContext http) =>
            {
                http.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
                return Results.Bytes(asset.Bytes, asset.MediaType);
            });
        }
    }

    private sealed class Asset
    {
        public Asset(string file, string mediaType)
        {
            (File, MediaType, Bytes) = (file, mediaType, Embedded.Read(file));
            Address = $"/assets/{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..12]}/{file}";
        }

        public string File { get; }

        public string MediaType { get; }

        public byte[] Bytes { get; }

        public string Address { get; }
    }
}
