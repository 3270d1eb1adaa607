using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency.Settings;

/// <summary>Something in a settings file that cannot be followed, and where.</summary>
/// <param name="File">The file's full path.</param>
/// <param name="Place">The place in it.</param>
/// <param name="Message">What is wrong and what to write, without the place.</param>
public sealed record SettingsFault(string File, Position Place, string Message)
{
    /// <summary>The message with its place in front: <c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{File}:{Place}: {Message}";
}
