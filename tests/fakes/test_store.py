from redactor.fakes.store import FakeStore
from tests.contracts.store import StoreContract


class TestFakeStore(StoreContract):
    def store(self, tmp_path):
        return FakeStore()

    def released(self, store, applicant_id):
        return store.released.get(applicant_id, {})

    def held(self, store, applicant_id):
        return store.held.get(applicant_id, {})

    def kept(self, store, applicant_id):
        return [data for files in store.attic.get(applicant_id, []) for data in files.values()]
