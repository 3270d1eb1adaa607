using System.Reflection;
using System.Reflection.Emit;

namespace CalicoPolicy.Core.Tests.Architecture;

/// <summary>Which types a type's compiled code names: bases, members, signatures, locals and every instruction.</summary>
internal static class TypeUses
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<Type> Of(Type type)
    {
        var uses = new HashSet<Type>();
        Add(uses, type.BaseType);
        foreach (var contract in type.GetInterfaces()) Add(uses, contract);
        foreach (var field in type.GetFields(Everything)) Add(uses, field.FieldType);
        foreach (var method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
        {
            if (method is MethodInfo info) Add(uses, info.ReturnType);
            foreach (var parameter in method.GetParameters()) Add(uses, parameter.ParameterType);
            foreach (var local in method.GetMethodBody()?.LocalVariables ?? []) Add(uses, local.LocalType);
            foreach (var member in Instructions(method)) AddMember(uses, member);
        }

        return uses;
    }

    private static void AddMember(HashSet<Type> uses, MemberInfo member)
    {
        Add(uses, member as Type ?? member.DeclaringType);
        if (member is MethodInfo { IsGenericMethod: true } generic)
        {
            foreach (var argument in generic.GetGenericArguments()) Add(uses, argument);
        }
    }

    private static void Add(HashSet<Type> uses, Type? type)
    {
        if (type is null || type.IsGenericParameter) return;
        if (type.HasElementType)
        {
            Add(uses, type.GetElementType());
            return;
        }

        if (!uses.Add(type)) return;
        foreach (var argument in type.GetGenericArguments()) Add(uses, argument);
    }

    private static IEnumerable<MemberInfo> Instructions(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray();
        if (code is null) yield break;
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : null;
        for (var position = 0; position < code.Length;)
        {
            short value = code[position++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | code[position++]));
            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, position), typeArguments, methodArguments)!;
            position += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, position)),
                _ => 4,
            };
        }
    }
}
