package dev.meshwright.topology.picture;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// Where the boxes and lines of a picture lie: in layers from left to right, so that calls point to the right wherever
/// they can. The only place that touches ELK, which takes time to load.
record Layout(double width, double height, List<Box> boxes, List<List<Point>> routes) {
    record Point(double x, double y) {}

    record Box(double x, double y, double width, double height) {}

    /// With more lines than this no picture is readable, and the network simplex, which descends once per line, runs
    /// out of stack.
    private static final int MOST_LINKS = 600;

    /// @param sizes width and height of each node, in the order of the picture's nodes
    static Layout of(Picture picture, List<Box> sizes) {
        LayoutMetaDataService.getInstance(); // registers the types of ELK's options, which it cannot copy otherwise
        ElkNode graph = ElkGraphUtil.createGraph();
        graph.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        boolean dense = picture.links().size() > MOST_LINKS;
        graph.setProperty(
                LayeredOptions.NODE_PLACEMENT_STRATEGY,
                dense ? NodePlacementStrategy.BRANDES_KOEPF : NodePlacementStrategy.NETWORK_SIMPLEX);
        graph.setProperty(
                LayeredOptions.LAYERING_STRATEGY,
                dense ? LayeringStrategy.LONGEST_PATH : LayeringStrategy.NETWORK_SIMPLEX);
        graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
        graph.setProperty(LayeredOptions.THOROUGHNESS, dense ? 1 : 20);
        graph.setProperty(LayeredOptions.ASPECT_RATIO, 1.8);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 26.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 48.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 16.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 18.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 10.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 11.0);
        graph.setProperty(LayeredOptions.SPACING_COMPONENT_COMPONENT, 30.0);
        graph.setProperty(LayeredOptions.PADDING, new ElkPadding(0));
        var nodes = new ArrayList<ElkNode>();
        for (var size : sizes) {
            var node = ElkGraphUtil.createNode(graph);
            node.setDimensions(size.width(), size.height());
            node.setProperty(LayeredOptions.NODE_SIZE_CONSTRAINTS, EnumSet.noneOf(SizeConstraint.class));
            nodes.add(node);
        }
        var edges = new ArrayList<ElkEdge>();
        for (var link : picture.links()) {
            edges.add(ElkGraphUtil.createSimpleEdge(nodes.get(link.from()), nodes.get(link.to())));
        }
        new LayeredLayoutProvider().layout(graph, new NullElkProgressMonitor());
        return new Layout(
                graph.getWidth(),
                graph.getHeight(),
                nodes.stream()
                        .map(node -> new Box(node.getX(), node.getY(), node.getWidth(), node.getHeight()))
                        .toList(),
                edges.stream().map(Layout::route).toList());
    }

    private static List<Point> route(ElkEdge edge) {
        var points = new ArrayList<Point>();
        for (var section : edge.getSections()) {
            points.add(new Point(section.getStartX(), section.getStartY()));
            section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
            points.add(new Point(section.getEndX(), section.getEndY()));
        }
        return points;
    }
}
