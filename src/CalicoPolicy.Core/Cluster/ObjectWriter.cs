using System.Globalization;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Cluster;

/// <summary>
/// Reads and writes single objects of a cluster through kubectl, with the user's own rights. Every write is one call to the server.
/// Reads, and writes that the server turned away unseen (429, 503), are tried again; a write without an answer never is: whether it was
/// done has to be read. Several threads may use it.
/// </summary>
/// <param name="kubectl">The way to the cluster.</param>
public sealed class ObjectWriter(KubectlProcess kubectl)
{
    /// <summary>The field manager of everything that is written.</summary>
    public const string FieldManager = "calicopolicy";

    private const int Tries = 3;
    private const string DryRunQuery = "&dryRun=All";

    // A crd.projectcalico.org object bypasses validation and tier rights (decision 14).
    private const string StoreGroup = "crd.projectcalico.org/";

    /// <summary>Reads an object.</summary>
    /// <param name="name">The object.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <returns>The object; neither object nor error where it is not there.</returns>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public async Task<ObjectAnswer> GetAsync(ObjectName name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var answer = await AskAsync(["get", "--raw", name.Path], null, canRepeat: true, cancellationToken).ConfigureAwait(false);
        return answer.Error is { Category: ServerErrorCategory.NotFound } missing && IsOf(missing, name) ? answer with { Error = null } : answer;
    }

    /// <summary>
    /// Applies an object by server-side apply: what is named in it becomes so, what others own beside it stays. What this module wrote
    /// by replacing counts for the server as another manager's of the same name; a conflict with nobody but that is none.
    /// </summary>
    /// <param name="document">The object.</param>
    /// <param name="force">Whether to take fields from other managers.</param>
    /// <param name="isDryRun">Whether the server only says what it would do.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public async Task<ObjectAnswer> ApplyAsync(TreeMapping document, bool force, bool isDryRun, CancellationToken cancellationToken)
    {
        NoStoreForm(document);
        var answer = await ApplyOnceAsync(document, force, isDryRun, cancellationToken).ConfigureAwait(false);
        return answer.Error is { Category: ServerErrorCategory.Conflict, Causes.Count: > 0 } error && error.Causes.All(cause => cause.Manager == FieldManager)
            ? await ApplyOnceAsync(document, force: true, isDryRun, cancellationToken).ConfigureAwait(false)
            : answer;
    }

    private Task<ObjectAnswer> ApplyOnceAsync(TreeMapping document, bool force, bool isDryRun, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "apply", "--server-side", "--field-manager=" + FieldManager, "--show-managed-fields", "-o", "json", "-f", "-",
            .. force ? (string[])["--force-conflicts"] : [],
            .. isDryRun ? (string[])["--dry-run=server"] : [],
        ];
        return AskAsync(arguments, Text(document), canRepeat: isDryRun, cancellationToken);
    }

    /// <summary>Creates an object; one that is there already is an error.</summary>
    /// <param name="document">The object.</param>
    /// <param name="isDryRun">Whether the server only says what it would do.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public Task<ObjectAnswer> CreateAsync(TreeMapping document, bool isDryRun, CancellationToken cancellationToken)
    {
        NoStoreForm(document);
        return AskAsync(["create", "--raw", NameOf(document).CollectionPath + WriteQuery(isDryRun), "-f", "-"], Text(document), canRepeat: isDryRun, cancellationToken);
    }

    /// <summary>Replaces an object whole. Its <c>metadata.resourceVersion</c> says which state it replaces; another one is a conflict.</summary>
    /// <param name="document">The object.</param>
    /// <param name="isDryRun">Whether the server only says what it would do.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public Task<ObjectAnswer> ReplaceAsync(TreeMapping document, bool isDryRun, CancellationToken cancellationToken)
    {
        NoStoreForm(document);
        return AskAsync(["replace", "--raw", NameOf(document).Path + WriteQuery(isDryRun), "-f", "-"], Text(document), canRepeat: isDryRun, cancellationToken);
    }

    /// <summary>Changes some fields of an object. A <c>uid</c> or <c>resourceVersion</c> in the patch's metadata is a condition.</summary>
    /// <param name="name">The object.</param>
    /// <param name="mergePatch">The fields; null removes one.</param>
    /// <param name="isDryRun">Whether the server only says what it would do.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public Task<ObjectAnswer> PatchAsync(ObjectName name, TreeMapping mergePatch, bool isDryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(mergePatch);
        NoStoreForm(name.ApiVersion);
        string[] arguments =
        [
            "patch", name.TypeArgument, name.Name, "--type=merge", "--patch=" + Text(mergePatch), "--field-manager=" + FieldManager, "--show-managed-fields", "-o", "json",
            .. name.Namespace is null ? (string[])[] : ["--namespace=" + name.Namespace],
            .. isDryRun ? (string[])["--dry-run=server"] : [],
        ];
        return AskAsync(arguments, null, canRepeat: isDryRun, cancellationToken);
    }

    /// <summary>Deletes an object.</summary>
    /// <param name="name">The object.</param>
    /// <param name="uid">Which object of that name it must be; null for any.</param>
    /// <param name="resourceVersion">In which state it must be; null for any.</param>
    /// <param name="isDryRun">Whether the server only says what it would do.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <returns>No object; no error either where it was gone already.</returns>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public async Task<ObjectAnswer> DeleteAsync(ObjectName name, string? uid, string? resourceVersion, bool isDryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        NoStoreForm(name.ApiVersion);
        TreeField[] conditions =
        [
            .. uid is null ? (TreeField[])[] : [Trees.Field("uid", Trees.Word(uid))],
            .. resourceVersion is null ? (TreeField[])[] : [Trees.Field("resourceVersion", Trees.Word(resourceVersion))],
        ];
        var options = Trees.Mapping(
            [
                Trees.Field("apiVersion", Trees.Word("v1")),
                Trees.Field("kind", Trees.Word("DeleteOptions")),
                .. isDryRun ? (TreeField[])[Trees.Field("dryRun", Trees.List([Trees.Word("All")]))] : [],
                .. conditions.Length == 0 ? (TreeField[])[] : [Trees.Field("preconditions", Trees.Mapping(conditions))],
            ]);
        var answer = await AskAsync(["delete", "--raw", name.Path, "-f", "-"], Text(options), canRepeat: isDryRun, cancellationToken).ConfigureAwait(false);
        var isGone = answer.Error is { Category: ServerErrorCategory.NotFound } missing && IsOf(missing, name);
        return new(null, isGone ? null : answer.Error) { Warnings = answer.Warnings };
    }

    /// <summary>
    /// Evicts a pod through its subresource, so that disruption budgets hold: one that forbids it answers 429, which is
    /// <see cref="ServerErrorCategory.Unavailable"/>, and nothing happens
    /// (https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/).
    /// </summary>
    /// <param name="pod">The pod.</param>
    /// <param name="uid">Which pod of that name it must be; null for any.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <returns>No object; no error either where it was gone already.</returns>
    /// <exception cref="KubectlException">There is no kubectl that can be used.</exception>
    public async Task<ObjectAnswer> EvictAsync(ObjectName pod, string? uid, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var answer = await EvictAsync(pod, uid, "policy/v1", cancellationToken).ConfigureAwait(false);

        // Kubernetes before 1.22 knows the older form only.
        if (answer.Error is { IsRefusal: true } old && old.Message.Contains("Eviction", StringComparison.Ordinal) && old.Message.Contains("policy/v1", StringComparison.Ordinal))
            answer = await EvictAsync(pod, uid, "policy/v1beta1", cancellationToken).ConfigureAwait(false);
        var isGone = answer.Error is { Category: ServerErrorCategory.NotFound } missing && IsOf(missing, pod);
        return new(null, isGone ? null : answer.Error) { Warnings = answer.Warnings };
    }

    private Task<ObjectAnswer> EvictAsync(ObjectName pod, string? uid, string version, CancellationToken cancellationToken)
    {
        var eviction = Trees.Mapping(
        [
            Trees.Field("apiVersion", Trees.Word(version)),
            Trees.Field("kind", Trees.Word("Eviction")),
            Trees.Field("metadata", Trees.Mapping([Trees.Field("name", Trees.Word(pod.Name)), Trees.Field("namespace", Trees.Word(pod.Namespace ?? "default"))])),
            .. uid is null ? (TreeField[])[] : [Trees.Field("deleteOptions", Trees.Mapping([Trees.Field("preconditions", Trees.Mapping([Trees.Field("uid", Trees.Word(uid))]))]))],
        ]);
        return AskAsync(["create", "--raw", pod.Path + "/eviction", "-f", "-"], Text(eviction), canRepeat: false, cancellationToken);
    }

    private async Task<ObjectAnswer> AskAsync(IReadOnlyList<string> arguments, string? input, bool canRepeat, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var result = await kubectl.RunAsync(arguments, input, cancellationToken).ConfigureAwait(false);
            if (result.Error is null) return new(Read(result.Output, cancellationToken), null) { Warnings = result.Warnings };
            var isUnseen = result.Error.Category == ServerErrorCategory.Unavailable;
            if (tries == Tries || !(isUnseen || (canRepeat && result.Error.Category == ServerErrorCategory.Timeout && tries == 1)))
                return new(null, result.Error) { Warnings = result.Warnings };
            await Task.Delay(TimeSpan.FromMilliseconds(250 * tries * tries), cancellationToken).ConfigureAwait(false);
        }
    }

    private static TreeMapping? Read(string output, CancellationToken cancellationToken)
    {
        using var text = new StringReader(output);
        foreach (var document in JsonFormat.Instance.Read(text, null, ReadLimits.Default, cancellationToken))
        {
            if (document.Root is TreeMapping root) return root;
        }

        return null;
    }

    /// <summary>Whether it is the object that is missing, and not its namespace or the API.</summary>
    private static bool IsOf(ServerError error, ObjectName name) =>
        error.Message.Contains($" \"{name.Name}\" not found", StringComparison.Ordinal)
        && (name.Kind == "Namespace" || !error.Message.Contains("namespaces \"", StringComparison.Ordinal));

    private static ObjectName NameOf(TreeMapping document)
    {
        var metadata = document["metadata"] as TreeMapping;
        var ns = Trees.Text(metadata?["namespace"]);
        return new(Trees.Text(document["apiVersion"]), Trees.Text(document["kind"]), ns.Length == 0 ? null : ns, Trees.Text(metadata?["name"]));
    }

    private static string WriteQuery(bool isDryRun) =>
        string.Create(CultureInfo.InvariantCulture, $"?fieldManager={FieldManager}&fieldValidation=Strict{(isDryRun ? DryRunQuery : string.Empty)}");

    private static string Text(TreeMapping document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        JsonFormat.Instance.Write([document], text);
        return text.ToString();
    }

    private static void NoStoreForm(TreeMapping document)
    {
        ArgumentNullException.ThrowIfNull(document);
        NoStoreForm(Trees.Text(document["apiVersion"]));
    }

    private static void NoStoreForm(string apiVersion)
    {
        if (apiVersion.StartsWith(StoreGroup, StringComparison.Ordinal)) throw new NotSupportedException($"{apiVersion} is never written: it bypasses Calico's validation and its tier rights.");
    }
}
