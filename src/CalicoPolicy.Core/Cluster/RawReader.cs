using System.Globalization;
using System.Text.Json;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>
/// Reads addresses of an API server through kubectl, never writes. Collections come page by page, and of a page nothing stays but what
/// the model has, so that memory is bounded by what is kept.
/// </summary>
/// <param name="kubectl">The way to the cluster.</param>
/// <param name="gate">How many kubectl may run at once; several readers may share one.</param>
internal sealed class RawReader(KubectlProcess kubectl, SemaphoreSlim gate)
{
    /// <summary>How many objects a page has.</summary>
    public const int PageSize = 500;

    // What comes at once stays at once in memory; more than this comes page by page.
    private const int TogetherLimit = 32 * 1024 * 1024;

    private readonly KubectlProcess _bounded = new(kubectl.Options with { MaxOutput = Math.Min(kubectl.Options.MaxOutput, TogetherLimit) });

    /// <summary>The JSON at an address.</summary>
    public async Task<(JsonElement Answer, ServerError? Error)> GetAsync(string path, CancellationToken cancellationToken)
    {
        var result = await RunAsync(path, cancellationToken).ConfigureAwait(false);
        if (result.Error is not null) return (default, result.Error);
        try
        {
            using var document = JsonDocument.Parse(result.Output);
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException exception)
        {
            return (default, NoJson(path, exception.Message));
        }
    }

    /// <summary>The objects of a collection.</summary>
    /// <param name="path">Its address.</param>
    /// <param name="query">The selection, as in <c>labelSelector=...</c>; empty for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<CollectionResult> ListAsync(string path, string query, CancellationToken cancellationToken)
    {
        var result = await ListAsync(path, query, PageSize, cancellationToken).ConfigureAwait(false);

        // Where the server has forgotten the page before this one, all must be had at once, as Kubernetes' own client does.
        return result.Error?.Reason == "Expired" ? await ListAsync(path, query, 0, cancellationToken).ConfigureAwait(false) : result;
    }

    private async Task<CollectionResult> ListAsync(string path, string query, int pageSize, CancellationToken cancellationToken)
    {
        var resources = new List<Resource>();
        var faults = new List<DocumentError>();
        for (var next = string.Empty; ;)
        {
            string[] parts =
            [
                .. query.Length == 0 ? (string[])[] : [query],
                .. pageSize == 0 ? (string[])[] : [string.Create(CultureInfo.InvariantCulture, $"limit={pageSize}")],
                .. next.Length == 0 ? (string[])[] : ["continue=" + Uri.EscapeDataString(next)],
            ];
            var result = await RunAsync(parts.Length == 0 ? path : $"{path}?{string.Join('&', parts)}", cancellationToken).ConfigureAwait(false);
            if (result.Error is not null) return new([], [], result.Error);
            if (Read(result.Output, resources, faults, cancellationToken) is not { } following) return new([], [], NoJson(path, faults.Count > 0 ? faults[^1].Message : "there is no list."));
            if (following.Length == 0) return new(resources, faults, null);
            next = following;
        }
    }

    /// <summary>Reads a page.</summary>
    /// <returns>Where the next page is; empty after the last, null where it is no page.</returns>
    private static string? Read(string text, List<Resource> resources, List<DocumentError> faults, CancellationToken cancellationToken)
    {
        using var reader = new StringReader(text);
        foreach (var document in JsonFormat.Instance.Read(reader, null, ReadLimits.Default, cancellationToken))
        {
            var read = ResourceMapper.Read(document, null);
            faults.AddRange(read.Errors);
            if (document.Root is not TreeMapping root) return null;

            // A place in a page is of no use to anybody, and would keep the page's tree.
            foreach (var resource in read.Resources) resources.Add(resource with { Location = Location.None });
            return (root["metadata"] as TreeMapping)?["continue"] is TreeScalar { Kind: ScalarKind.String } next ? next.Text : string.Empty;
        }

        return null;
    }

    /// <summary>
    /// The objects of several kinds at once: a process for each kind is most of what reading a small cluster costs. All or nothing:
    /// who asks for each kind alone learns what is wrong with which.
    /// </summary>
    /// <param name="names">The kinds as kubectl names them, with their versions and groups.</param>
    /// <param name="selector">The labels that are wanted; null for any.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The objects; null where one of the kinds, or of the objects, cannot be read, or where they are very many.</returns>
    public async Task<IReadOnlyList<Resource>?> ListTogetherAsync(IReadOnlyList<string> names, string? selector, CancellationToken cancellationToken)
    {
        string[] selection = selector is null ? [] : ["--selector=" + selector];
        var result = await RunAsync(_bounded, ["get", string.Join(',', names), "--all-namespaces", "-o", "json", .. selection], cancellationToken).ConfigureAwait(false);
        if (result.Error is not null) return null;
        var (resources, faults) = (new List<Resource>(), new List<DocumentError>());
        return Read(result.Output, resources, faults, cancellationToken) is not null && faults.Count == 0 ? resources : null;
    }

    /// <summary>Runs kubectl for an answer that is no object.</summary>
    public Task<KubectlResult> AskAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) => RunAsync(kubectl, arguments, cancellationToken);

    private Task<KubectlResult> RunAsync(string path, CancellationToken cancellationToken) => RunAsync(kubectl, ["get", "--raw", path], cancellationToken);

    private async Task<KubectlResult> RunAsync(KubectlProcess process, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await process.RunAsync(arguments, null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private static ServerError NoJson(string path, string reason) => new(ServerErrorCategory.Other, string.Empty, $"The answer to {path} is not what a Kubernetes API gives: {reason}");
}
