using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;

namespace Expenses.Conventions.Tests.Orchestrators;

/// <summary>Reads the members that a method's compiled code names: calls, fields, types, lambdas.</summary>
internal static class Instructions
{
    private static readonly FrozenDictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => code.Value);

    /// <summary>The members named in a method's body; none for a method without one.</summary>
    public static IEnumerable<MemberInfo> MembersOf(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var opCode = OpCodeAt(code, ref at);
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return Resolve(method, BitConverter.ToInt32(code, at));
            }

            at += SizeOfOperand(opCode, code, at);
        }
    }

    private static OpCode OpCodeAt(byte[] code, ref int at)
    {
        const byte TwoByteMark = 0xFE;
        var first = code[at++];
        return first == TwoByteMark ? OpCodesByValue[(short)((TwoByteMark << 8) | code[at++])] : OpCodesByValue[first];
    }

    private static int SizeOfOperand(OpCode opCode, byte[] code, int at) => opCode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    private static MemberInfo Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null)!;
}
