namespace Azure.Data.Tables.Rest;

/// <summary>Reads one page from a continuation token (null for the first).</summary>
internal delegate Task<Page<T>> PageReader<T>(string continuationToken, int? pageSize, bool async, CancellationToken cancellationToken);

/// <summary>Pages read one after the other as the caller goes on.</summary>
internal sealed class SyncPages<T>(PageReader<T> read, int? maxPerPage, CancellationToken cancellationToken) : Pageable<T>(cancellationToken)
{
    public override IEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = read(continuationToken, pageSizeHint ?? maxPerPage, async: false, CancellationToken).GetAwaiter().GetResult();
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}

/// <inheritdoc cref="SyncPages{T}"/>
internal sealed class AsyncPages<T>(PageReader<T> read, int? maxPerPage, CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await read(continuationToken, pageSizeHint ?? maxPerPage, async: true, CancellationToken).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
