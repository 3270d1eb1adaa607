using System.Management.Automation;
using CalicoPolicy.Adapters;
using CalicoPolicy.Core.Efficiency.Settings;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Core.Publishing.Guard;
using CalicoPolicy.Parameters;

namespace CalicoPolicy.Commands;

/// <summary>A cmdlet whose changes the lockout guard looks at.</summary>
public abstract class GuardedCmdlet : PublishingCmdlet
{
    /// <summary>Changes objects too that other tools look after.</summary>
    [Parameter]
    public SwitchParameter TakeOwnership { get; set; }

    /// <summary>The lifelines that may be cut, by their words.</summary>
    [Parameter]
    [WithoutNulls]
    [ArgumentCompleter(typeof(LifelineCompleter))]
    public string[] AllowLockout { get; set; } = [];

    /// <summary>Files with flows of one's own that must not be cut.</summary>
    [Parameter]
    [SupportsWildcards]
    [WithoutNulls]
    public string[] Lifeline { get; set; } = [];

    /// <summary>Options with what these parameters say. Ends the command where a lifelines file cannot be followed.</summary>
    private protected PublicationOptions Guarded(PublicationOptions options) =>
        options with { TakeOwnership = TakeOwnership, AllowLockout = AllowLockout, Lifelines = ReadLifelines(), ThrottleLimit = ThrottleLimit };

    private LifelineOptions ReadLifelines()
    {
        var options = new LifelineOptions();
        foreach (var pattern in Lifeline)
        {
            // Without the flows that they list the guard would let pass what they forbid.
            var paths = SessionPaths.Resolve(this, [pattern], isLiteral: false, ThrowTerminatingError).ToList();
            foreach (var path in paths)
            {
                try
                {
                    options = new LifelineReader(TextFormats.Yaml).Read(path, Cancellation).Under(options);
                }
                catch (SettingsException exception)
                {
                    Fail(exception, path);
                }
            }
        }

        return options;
    }

    private void Fail(Exception exception, string path) =>
        ThrowError("LifelineInvalid", exception, ErrorCategory.InvalidData, path, "Mend the lifelines file at the places named; about_CalicoPolicyLockouts tells its form. Nothing was sent.");
}
