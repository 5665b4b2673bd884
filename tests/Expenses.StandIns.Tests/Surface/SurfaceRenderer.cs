using System.Reflection;
using System.Runtime.CompilerServices;

namespace Expenses.StandIns.Tests.Surface;

/// <summary>
/// Renders the public and protected surface of an assembly, one line a member. Attributes and the nullability of
/// reference types are left out (a stand-in may know less about nulls than the package it stands for); what callers
/// bind to is all there: names, types, parameter names, defaults, modifiers, constraints, accessors.
/// </summary>
internal static class SurfaceRenderer
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What the compiler makes for every record and nobody writes.
    private static readonly HashSet<string> RecordMembers = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "ToString", "op_Equality", "op_Inequality", "<Clone>$", "PrintMembers",
    };

    public static IReadOnlyList<SurfaceType> Render(Assembly assembly) =>
        [.. assembly.GetExportedTypes().Where(IsReachable).Select(Render).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static SurfaceType Render(Type type)
    {
        var name = TypeNames.Of(type);
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return new SurfaceType(name, $"public delegate {TypeNames.Of(invoke.ReturnType)} {name}({MemberRenderer.Parameters(invoke)})");
        }

        var surface = new SurfaceType(name, $"{Modifiers(type)} {name}{TypeNames.Constraints(type.IsGenericType ? type.GetGenericArguments() : [])}");
        if (type.IsEnum)
        {
            surface.Members.UnionWith(Enum.GetNames(type).Select(member => $"{member} = {Enum.Format(type, Enum.Parse(type, member), "d")}"));
            return surface;
        }

        surface.Bases.UnionWith(Bases(type).Select(TypeNames.Of));
        surface.Members.UnionWith(Members(type));
        return surface;
    }

    private static string Modifiers(Type type)
    {
        var visibility = type.IsPublic || type.IsNestedPublic ? "public" : "protected";
        if (type.IsEnum)
        {
            return $"{visibility} enum";
        }

        if (type.IsInterface)
        {
            return $"{visibility} interface";
        }

        var isRecord = type.GetMethods(Declared).Any(method => method.Name is "<Clone>$" or "PrintMembers" && method.IsDefined(typeof(CompilerGeneratedAttribute)));
        var record = isRecord ? "record" : "";
        if (type.IsValueType)
        {
            return Words(visibility, type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly" : "", record, "struct");
        }

        var kind = type.IsAbstract && type.IsSealed ? "static" : type.IsAbstract ? "abstract" : type.IsSealed ? "sealed" : "";
        return Words(visibility, kind, isRecord ? "record" : "class");
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type is { BaseType: { } parent, IsValueType: false } && parent != typeof(object))
        {
            yield return parent;
        }

        foreach (var contract in type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []))
        {
            yield return contract;
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        var fields = type.GetFields(Declared).Where(field => MemberRenderer.IsVisible(field)).Select(MemberRenderer.Field);
        var constructors = type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic && MemberRenderer.IsVisible(constructor)).Select(MemberRenderer.Constructor);
        var properties = type.GetProperties(Declared).Where(property => property.Name != "EqualityContract").Select(MemberRenderer.Property).OfType<string>();
        var events = type.GetEvents(Declared).Select(MemberRenderer.Event).OfType<string>();
        var methods = type.GetMethods(Declared).Where(method => MemberRenderer.IsVisible(method) && IsWritten(method)).Select(MemberRenderer.Method);
        return fields.Concat(constructors).Concat(properties).Concat(events).Concat(methods);
    }

    private static bool IsWritten(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !(RecordMembers.Contains(method.Name) && method.IsDefined(typeof(CompilerGeneratedAttribute)));

    // A public type inside an internal one cannot be named by a caller.
    private static bool IsReachable(Type type) => type.IsVisible;

    internal static string Words(params string[] words) => string.Join(' ', words.Where(word => word.Length > 0));
}
