package dev.isochron.storage.ordered;

class MemoryStoreTest extends OrderedStoreContract {
    @Override
    protected OrderedStore store() {
        return new MemoryStore();
    }
}
