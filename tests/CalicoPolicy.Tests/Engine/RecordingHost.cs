using System.Globalization;
using System.Management.Automation.Host;

namespace CalicoPolicy.Tests.Engine;

/// <summary>A host that keeps what a user would read on a terminal of 120 columns.</summary>
internal sealed class RecordingHost : PSHost
{
    private readonly RecordingUserInterface _interface = new();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "CalicoPolicy.Tests";

    public override PSHostUserInterface UI => _interface;

    public override Version Version { get; } = new(1, 0);

    /// <summary>What was printed, with lines ended by a line feed and without spaces at their ends.</summary>
    public string Text => string.Join('\n', _interface.Text.ToString().Split('\n').Select(line => line.TrimEnd()));

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
