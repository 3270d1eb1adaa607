using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>What the cmdlets that make network sets have in common.</summary>
public abstract class AddressSetCmdlet : BuilderCmdlet
{
    private readonly List<string> _nets = [];

    /// <summary>The set's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = string.Empty;

    /// <summary>Address blocks and addresses.</summary>
    [Parameter(ValueFromPipeline = true)]
    public string[] Net { get; set; } = [];

    /// <summary>Domain names (Calico Enterprise).</summary>
    [Parameter]
    public string[] Domain { get; set; } = [];

    /// <summary>The set's labels, by which rules select it.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>Files of address blocks, one a line; <c>#</c> begins a comment.</summary>
    [Parameter]
    public string[] Path { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => _nets.AddRange(Net);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var isWhole = true;
        foreach (var path in Path)
        {
            var files = SessionPaths.Resolve(this, [path], isLiteral: false).ToArray();
            isWhole &= files.Length > 0;
            foreach (var file in files) isWhole &= TryAdd(file);
        }

        // A set that lacks addresses would let through, or block, other than was meant.
        if (!isWhole) return;
        var nets = new HashSet<string>(StringComparer.Ordinal);
        WriteResource(Make(new ObjectMetadata { Name = Name, Labels = LabelArgument.ToLabels(Label) }) with
        {
            Nets = [.. _nets.Where(nets.Add)],
            AllowedEgressDomains = Domain,
        });
    }

    private bool TryAdd(string file)
    {
        try
        {
            _nets.AddRange(AddressFile.Read(file, Cancellation));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            WriteError("AddressFileUnreadable", exception, ErrorCategory.ReadError, file, "Give a text file with one address block a line.");
            return false;
        }
    }

    private protected abstract AddressSet Make(ObjectMetadata metadata);
}
