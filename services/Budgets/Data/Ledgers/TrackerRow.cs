using Google.Protobuf;
using Summit.Import.Rows;
using Summit.Store;

namespace Summit.Budgets.Data.Ledgers;

/// <summary>
/// A pledge as a tracker sums it: its events are the states at the ends of months, each of which supersedes the one before. States after
/// the last that is held are appended.
/// </summary>
internal sealed record TrackerRow(ResourceType Type, IMessage Resource, IReadOnlySet<string> Fields, string Sheet, int Row) : ImportedRow(Type, Resource, Fields, Sheet, Row);
