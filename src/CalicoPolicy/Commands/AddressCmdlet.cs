using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet that puts address blocks into sets, from its arguments and from files.</summary>
public abstract class AddressCmdlet : BuilderCmdlet
{
    /// <summary>Files of address blocks, one a line; <c>#</c> begins a comment.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Collapses the blocks to the fewest that hold the same addresses.</summary>
    [Parameter]
    public SwitchParameter Aggregate { get; set; }

    /// <summary>Adds what the files hold, and reports those that cannot be read.</summary>
    /// <returns>Whether nothing is missing: a set that lacks addresses would let through, or block, other than was meant.</returns>
    private protected bool TryReadFiles(List<AddressEntry> entries)
    {
        var isWhole = true;
        foreach (var path in Path)
        {
            var files = SessionPaths.Resolve(this, [path], isLiteral: false).ToArray();
            isWhole &= files.Length > 0;
            foreach (var file in files) isWhole &= TryRead(file, entries);
        }

        return isWhole;
    }

    /// <summary>Reports each entry that is neither an address block nor an address.</summary>
    /// <param name="set">The set as it would have been.</param>
    /// <param name="entries">The entries.</param>
    private protected void WriteUnreadable(AddressSet set, IEnumerable<AddressEntry> entries)
    {
        foreach (var entry in entries)
        {
            WriteInvalid(
                set,
                $"{entry.Place}{set}: '{entry.Text}' is neither an address block nor an address.",
                "Write a block such as 10.0.0.0/8 or 2001:db8::/32, or one address; domain names go into -Domain.");
        }
    }

    private bool TryRead(string file, List<AddressEntry> entries)
    {
        try
        {
            entries.AddRange(AddressFile.Read(file, Cancellation));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            WriteError("AddressFileUnreadable", exception, ErrorCategory.ReadError, file, "Give a text file with one address block a line.");
            return false;
        }
    }
}
