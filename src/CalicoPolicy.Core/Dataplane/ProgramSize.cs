namespace CalicoPolicy.Core.Dataplane;

/// <summary>The size of a part of an eBPF program.</summary>
/// <param name="Jumps">Its jumps, of which the kernel's verifier and so Felix takes 7,992 in a program and then begins another.</param>
/// <param name="Instructions">Its instructions, of 8 bytes.</param>
internal readonly record struct ProgramSize(long Jumps, long Instructions)
{
    /// <summary>The jumps that fit into one program (felix/bpf/polprog/pol_prog_builder.go, defaultPerProgramJumpLimit).</summary>
    public const int MostJumps = 7992;

    /// <summary>How many programs it takes, each of which calls the next.</summary>
    public int Programs => 1 + (int)(Math.Max(0, Jumps - 1) / MostJumps);

    /// <summary>Both together.</summary>
    public static ProgramSize operator +(ProgramSize one, ProgramSize other) => new(one.Jumps + other.Jumps, one.Instructions + other.Instructions);
}
