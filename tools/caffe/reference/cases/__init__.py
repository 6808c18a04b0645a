"""The cases, one file a family."""

from case import Case
from cases.activation import activation_cases
from cases.combination import combination_cases
from cases.composite import composite_cases
from cases.convolution import convolution_cases
from cases.inner_product import inner_product_cases
from cases.lrn import lrn_cases
from cases.normalisation import normalisation_cases
from cases.pooling import pooling_cases
from cases.scale import scale_cases
from cases.shape import shape_cases
from cases.sharing import sharing_cases
from cases.style import style_cases


class Cases:
    def __init__(self):
        self.all = []

    def new(self, name, dims, **options):
        assert name not in [case.name for case in self.all], name
        self.all.append(Case(name, dims, **options))
        return self.all[-1]


def all_cases():
    cases = Cases()
    for add_cases in (
        convolution_cases,
        inner_product_cases,
        pooling_cases,
        lrn_cases,
        activation_cases,
        combination_cases,
        normalisation_cases,
        scale_cases,
        shape_cases,
        sharing_cases,
        style_cases,
        composite_cases,
    ):
        add_cases(cases)
    return cases.all
