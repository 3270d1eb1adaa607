namespace CalicoPolicy.Core.Dataplane;

/// <summary>How many rules a packet is compared with in a chain, where it stays in it for as long as it may.</summary>
/// <param name="Rules">The rules, where none with criteria matches: up to the end, or to a rule for everything.</param>
/// <param name="End">What then becomes of it.</param>
/// <param name="ToPass">The rules up to the last one that may pass it to the next tier; -1: none does.</param>
/// <param name="ToAccept">The rules up to the last one that may accept it; -1: none does. What is accepted comes back, and what is dropped does not.</param>
internal readonly record struct ChainWalk(int Rules, WalkEnd End, int ToPass, int ToAccept);
